/** Dictations and study time over HTTP. */
@NullMarked
package studio.dictation.app.progress;

import org.jspecify.annotations.NullMarked;
