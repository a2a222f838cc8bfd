/** Commands that travel. */
@NullMarked
package studio.dictation.app.axonserver;

import org.jspecify.annotations.NullMarked;
