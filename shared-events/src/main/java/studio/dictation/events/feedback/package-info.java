/** What learners and administrators write to each other. */
@NullMarked
package studio.dictation.events.feedback;

import org.jspecify.annotations.NullMarked;
