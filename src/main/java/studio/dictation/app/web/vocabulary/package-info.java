/** Words that learners have still to learn, over HTTP. */
@NullMarked
package studio.dictation.app.web.vocabulary;

import org.jspecify.annotations.NullMarked;
