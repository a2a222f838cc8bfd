/** How often something may be tried. */
@NullMarked
package studio.dictation.app.throttle;

import org.jspecify.annotations.NullMarked;
