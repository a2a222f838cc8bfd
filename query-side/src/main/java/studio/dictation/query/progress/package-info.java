/** Dictations and time studied. */
@NullMarked
package studio.dictation.query.progress;

import org.jspecify.annotations.NullMarked;
