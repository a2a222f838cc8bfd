/** Dictations and study time over HTTP. */
@NullMarked
package studio.dictation.app.web.progress;

import org.jspecify.annotations.NullMarked;
