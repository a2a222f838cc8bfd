/** What callers on several nodes see of each other's writes, and of their own. */
@NullMarked
package studio.dictation.app.consistency;

import org.jspecify.annotations.NullMarked;
