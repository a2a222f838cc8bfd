/** How much the service is used, day by day. */
@NullMarked
package studio.dictation.query.usage;

import org.jspecify.annotations.NullMarked;
