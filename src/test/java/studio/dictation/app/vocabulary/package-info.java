/** Words to be learnt, over HTTP. */
@NullMarked
package studio.dictation.app.vocabulary;

import org.jspecify.annotations.NullMarked;
