/** The one room that knows Redis: which keys and fields there are, and how they are read and changed. */
@NullMarked
package studio.dictation.query.redis;

import org.jspecify.annotations.NullMarked;
