/** How often something may be tried: for one account, and from one address. */
@NullMarked
package studio.dictation.app.throttle;

import org.jspecify.annotations.NullMarked;
