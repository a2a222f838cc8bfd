/** Who somebody is, and what they may do. */
@NullMarked
package studio.dictation.events.identity;

import org.jspecify.annotations.NullMarked;
