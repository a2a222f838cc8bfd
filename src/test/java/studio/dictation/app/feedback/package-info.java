/** What learners and administrators write to each other, over HTTP. */
@NullMarked
package studio.dictation.app.feedback;

import org.jspecify.annotations.NullMarked;
