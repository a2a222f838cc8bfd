/** What the payment provider tells: kept first, then applied, each thing once. */
@NullMarked
package studio.dictation.app.billing;

import org.jspecify.annotations.NullMarked;
