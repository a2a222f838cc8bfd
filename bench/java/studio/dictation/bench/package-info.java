/** Measures the service against what its stores can do at most, in one process and one run. */
@NullMarked
package studio.dictation.bench;

import org.jspecify.annotations.NullMarked;
