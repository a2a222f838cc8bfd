/** Figures of the running service, for whoever watches it. */
@NullMarked
package studio.dictation.app.metrics;

import org.jspecify.annotations.NullMarked;
