/** Rebuilds of projections, carried out by nodes that share the stores. */
@NullMarked
package studio.dictation.app.rebuild;

import org.jspecify.annotations.NullMarked;
