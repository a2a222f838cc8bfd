/** Carries events into Redis: positions, claims, batches, dead letters, and who waits for what. */
@NullMarked
package studio.dictation.query.engine;

import org.jspecify.annotations.NullMarked;
