/** Channels that learners recommend, and what administrators decide on them. */
@NullMarked
package studio.dictation.command.recommendation;

import org.jspecify.annotations.NullMarked;
