/** What learners and administrators write to each other. */
@NullMarked
package studio.dictation.command.feedback;

import org.jspecify.annotations.NullMarked;
