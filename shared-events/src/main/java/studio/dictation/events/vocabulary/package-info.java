/** Words that learners missed. */
@NullMarked
package studio.dictation.events.vocabulary;

import org.jspecify.annotations.NullMarked;
