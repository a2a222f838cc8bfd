/** Dictations: what was typed and how long was studied. */
@NullMarked
package studio.dictation.command.progress;

import org.jspecify.annotations.NullMarked;
