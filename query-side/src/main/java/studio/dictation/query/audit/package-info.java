/** What became of a membership and of the money for it, told from the event store: history, any instant of it, and the future. */
@NullMarked
package studio.dictation.query.audit;

import org.jspecify.annotations.NullMarked;
