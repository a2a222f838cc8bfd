/** Channels that learners recommended. */
@NullMarked
package studio.dictation.events.recommendation;

import org.jspecify.annotations.NullMarked;
