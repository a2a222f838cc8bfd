package studio.dictation.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger: what happened, when, by whom and why, and what it made of the plan. Instants are
 * {@code 2026-11-01T12:00:00.000Z}.
 *
 * @param position        where it stands among all events, {@code generation:transaction:sequence:event id}
 * @param stream          what it happened to: {@code membership:…}, {@code payment:…}, {@code checkout:…} or {@code code:…}
 * @param streamSequence  its number in the stream, from 0
 * @param eventId         id of the event
 * @param name            stored name, such as {@code membership.PlanGranted}
 * @param revision        revision of its shape, as stored
 * @param occurredAt      when it happened, where somebody else's clock tells that; else when it was decided
 * @param receivedAt      when the provider told it; absent for what nobody outside told
 * @param recordedAt      when it was decided and stored
 * @param actor           who wanted it: an account id, {@code provider}, {@code system} or {@code anonymous}
 * @param source          where it came from: {@code http}, {@code webhook}, {@code verify}, {@code reconciliation} …
 * @param reason          name of the command
 * @param reasonCode      the reason given, a code
 * @param cause           what the event says is its cause, such as {@code admin} or {@code payment}
 * @param reference       what it was for, such as a payment or a code
 * @param providerEventId the provider's id of the message that told it
 * @param provider        the provider's ids of what it is about; absent when it is about nothing of the provider
 * @param requestId       the request that led to it
 * @param correlationId   what all that followed from one request has in common
 * @param causationId     the command that decided it
 * @param amount          money, in the currency's minor unit
 * @param refunded        given back in all so far, in the same unit
 * @param currency        ISO 4217, lower case
 * @param before          the plan before it
 * @param after           the plan after it
 * @param hash            SHA-256 that chains it to the entry before in its stream, hexadecimal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEntryView(
        String position,
        String stream,
        long streamSequence,
        String eventId,
        String name,
        int revision,
        String occurredAt,
        @Nullable String receivedAt,
        String recordedAt,
        @Nullable String actor,
        @Nullable String source,
        @Nullable String reason,
        @Nullable String reasonCode,
        @Nullable String cause,
        @Nullable String reference,
        @Nullable String providerEventId,
        @Nullable ProviderIds provider,
        @Nullable String requestId,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable Long amount,
        @Nullable Long refunded,
        @Nullable String currency,
        @JsonInclude(JsonInclude.Include.ALWAYS) PlanStateView before,
        @JsonInclude(JsonInclude.Include.ALWAYS) PlanStateView after,
        String hash) {
    /** The provider's ids of what an entry is about. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ProviderIds(
            @Nullable String paymentId,
            @Nullable String sessionId,
            @Nullable String subscriptionId,
            @Nullable String customerId,
            @Nullable String chargeId,
            @Nullable String disputeId) {
        /** Of what is about nothing of the provider. */
        public static final ProviderIds NONE = new ProviderIds(null, null, null, null, null, null);
    }
}
