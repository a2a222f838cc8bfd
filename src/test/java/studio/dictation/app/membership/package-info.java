/** Plans and the free quota over HTTP. */
@NullMarked
package studio.dictation.app.membership;

import org.jspecify.annotations.NullMarked;
