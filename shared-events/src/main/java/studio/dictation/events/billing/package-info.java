/** Money: checkouts begun, payments received, given back or disputed. */
@NullMarked
package studio.dictation.events.billing;

import org.jspecify.annotations.NullMarked;
