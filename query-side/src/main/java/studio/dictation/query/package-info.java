/** What was decided, remembered in the form in which it is asked for. */
@NullMarked
package studio.dictation.query;

import org.jspecify.annotations.NullMarked;
