/** Words that learners have still to learn. */
@NullMarked
package studio.dictation.command.vocabulary;

import org.jspecify.annotations.NullMarked;
