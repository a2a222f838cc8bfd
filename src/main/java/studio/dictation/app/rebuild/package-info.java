/** Rebuilds projections while they are read: which generation of the data is filled, compared, goes live or is gone back to. */
@NullMarked
package studio.dictation.app.rebuild;

import org.jspecify.annotations.NullMarked;
