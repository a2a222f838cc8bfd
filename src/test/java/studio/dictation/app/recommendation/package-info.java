/** Channels that learners recommend, over HTTP. */
@NullMarked
package studio.dictation.app.recommendation;

import org.jspecify.annotations.NullMarked;
