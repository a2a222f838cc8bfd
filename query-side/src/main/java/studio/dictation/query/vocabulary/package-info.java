/** Words that learners have still to learn, as clients see them. */
@NullMarked
package studio.dictation.query.vocabulary;

import org.jspecify.annotations.NullMarked;
