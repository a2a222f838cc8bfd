/**
 * The store that keeps events: PostgreSQL tables, read gap-free in the order of a transaction-id horizon, behind Axon's
 * storage interface for aggregates and behind {@link studio.dictation.eventstore.EventReader} for projections.
 */
@NullMarked
package studio.dictation.eventstore;

import org.jspecify.annotations.NullMarked;
