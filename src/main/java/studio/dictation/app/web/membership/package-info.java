/** Plans and the free quota over HTTP. */
@NullMarked
package studio.dictation.app.web.membership;

import org.jspecify.annotations.NullMarked;
