/** What happens to membership codes. */
@NullMarked
package studio.dictation.events.code;

import org.jspecify.annotations.NullMarked;
