package studio.dictation.command.billing;

import java.time.Instant;

/**
 * Something the provider tells of.
 *
 * @param id        such as {@code evt_…}, unique
 * @param type      such as {@code invoice.paid}
 * @param createdAt when it happened there; seconds
 * @param payload   the JSON as received
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ProviderEvent(String id, String type, Instant createdAt, byte[] payload) {}
