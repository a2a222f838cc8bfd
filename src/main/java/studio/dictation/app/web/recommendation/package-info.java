/** Channels that learners recommend, over HTTP. */
@NullMarked
package studio.dictation.app.web.recommendation;

import org.jspecify.annotations.NullMarked;
