/** Plans granted, and free videos used up. */
@NullMarked
package studio.dictation.events.membership;

import org.jspecify.annotations.NullMarked;
