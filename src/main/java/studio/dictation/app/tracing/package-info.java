/** Follows what was asked for from HTTP to the stores, if the operator wants that; else no class of this package is loaded. */
@NullMarked
package studio.dictation.app.tracing;

import org.jspecify.annotations.NullMarked;
