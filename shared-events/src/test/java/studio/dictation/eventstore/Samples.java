package studio.dictation.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/** Events to be stored by tests. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-01T12:00:00.000Z");
    static final UUID LEARNER = UUID.fromString("7b0a9a52-43a5-4f0d-8a44-0d3c1f0a9e01");

    enum Mark {
        WRONG, RIGHT;

        @Override
        public String toString() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    record Line(int index, String text, Mark mark) {
    }

    @Revision("2")
    record LinesTyped(UUID accountId, List<Line> lines, long millis, Instant occurredAt) {
        boolean isEmpty() {
            return lines.isEmpty();
        }
    }

    @Revision("1")
    record ChannelNamed(String channelId, String name) {
    }

    static final EventNames NAMES = EventNames.builder()
            .add("progress.LinesTyped", LinesTyped.class, LinesTyped::accountId)
            .add("catalog.ChannelNamed", ChannelNamed.class)
            .build();
    static final EventDecoder DECODER = new EventDecoder(NAMES, NoOpEventUpcaster.INSTANCE);

    private Samples() {
    }

    static LinesTyped typed(UUID account) {
        return new LinesTyped(account, List.of(new Line(17, "the quick brown fox", Mark.RIGHT)), 4200, NOON);
    }

    static String stream(UUID account) {
        return "progress:" + account + ":UC_x5XG1OV2P6uZZ5FSM9Ttw:dQw4w9WgXcQ:1";
    }

    /** The event a learner's stream continues with. */
    static DomainEventMessage<?> event(UUID account, long sequence) {
        return event(stream(account), sequence, typed(account));
    }

    static DomainEventMessage<?> event(String stream, long sequence, Object payload) {
        return event(stream, sequence, payload, NOON);
    }

    static DomainEventMessage<?> event(String stream, long sequence, Object payload, Instant occurredAt) {
        return new GenericDomainEventMessage<>(StoredEvent.streamType(stream), stream, sequence, payload, metadata(),
                UUID.randomUUID().toString(), occurredAt);
    }

    static Map<String, String> metadata() {
        return Map.of("actor", LEARNER.toString(), "source", "web", "reason", "autosave",
                "requestId", "0f8fad5b-d9cb-469f-a165-70867728950e",
                "correlationId", "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                "causationId", "16fd2706-8baf-433b-82eb-8c7fada847da");
    }
}
