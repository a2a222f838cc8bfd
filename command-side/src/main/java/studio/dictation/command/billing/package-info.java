/** Money: what was paid, given back or disputed, each payment applied once however often the provider tells of it. */
@NullMarked
package studio.dictation.command.billing;

import org.jspecify.annotations.NullMarked;
