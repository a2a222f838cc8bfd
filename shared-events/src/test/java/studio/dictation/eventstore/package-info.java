/** Tests of the event store, and {@link studio.dictation.eventstore.PostgresTestStore} for those of other modules. */
@NullMarked
package studio.dictation.eventstore;

import org.jspecify.annotations.NullMarked;
