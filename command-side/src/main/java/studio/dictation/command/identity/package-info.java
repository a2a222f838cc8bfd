/** Accounts: one per e-mail address, what they are called and what they may do. */
@NullMarked
package studio.dictation.command.identity;

import org.jspecify.annotations.NullMarked;
