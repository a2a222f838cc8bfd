/** Tells the truth about the stores and the projections. */
@NullMarked
package studio.dictation.app.health;

import org.jspecify.annotations.NullMarked;
