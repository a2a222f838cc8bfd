/** What learners typed, and how long they studied. */
@NullMarked
package studio.dictation.events.progress;

import org.jspecify.annotations.NullMarked;
