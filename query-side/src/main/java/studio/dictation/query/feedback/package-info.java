/** What learners and administrators write to each other, as they see it. */
@NullMarked
package studio.dictation.query.feedback;

import org.jspecify.annotations.NullMarked;
