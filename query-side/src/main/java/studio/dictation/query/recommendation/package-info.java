/** Channels that learners recommended, as clients see them. */
@NullMarked
package studio.dictation.query.recommendation;

import org.jspecify.annotations.NullMarked;
