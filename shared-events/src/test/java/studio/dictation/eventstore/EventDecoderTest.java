package studio.dictation.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.Test;
import studio.dictation.eventstore.Samples.ChannelNamed;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventDecoderTest {
    private static final EventPosition POSITION = new EventPosition(1, 750, 3, UUID.randomUUID());

    /** {@code video.Renamed@1} with {@code title} became {@code catalog.ChannelNamed@0} became revision 1 with {@code name}. */
    private static final EventUpcaster RENAMED = upcaster("video.Renamed", "1", "catalog.ChannelNamed", "0");
    private static final EventUpcaster TITLE_TO_NAME = upcaster("catalog.ChannelNamed", "0", "catalog.ChannelNamed", "1");

    @Test
    void readsACurrentEventWithoutAskingUpcasters() {
        var decoder = new EventDecoder(Samples.NAMES, representations -> {
            throw new AssertionError("asked");
        });
        var messages = decoder.decode(stored("catalog.ChannelNamed", 1, "{\"channelId\":\"UC1\",\"name\":\"News\"}"));
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.getPayload()).isEqualTo(new ChannelNamed("UC1", "News"));
            assertThat(message.trackingToken()).isEqualTo(POSITION);
            assertThat(message.getIdentifier()).isEqualTo(POSITION.eventId().toString());
            assertThat(message.getTimestamp()).isEqualTo(Samples.NOON);
            assertThat(message.getAggregateIdentifier()).isEqualTo("channel:UC1");
            assertThat(message.getType()).isEqualTo("channel");
            assertThat(message.getSequenceNumber()).isEqualTo(7);
            assertThat(message.getMetaData()).containsEntry("source", "web");
        });
    }

    @Test
    void readsAnOldEventThroughTheWholeChain() {
        var decoder = new EventDecoder(Samples.NAMES, new EventUpcasterChain(RENAMED, TITLE_TO_NAME));
        assertThat(decoder.decode(stored("video.Renamed", 1, "{\"channelId\":\"UC1\",\"title\":\"News\"}")))
                .extracting(GenericTrackedDomainEventMessage::getPayload)
                .isEqualTo(List.of(new ChannelNamed("UC1", "News")));
    }

    @Test
    void leavesOutWhatAnUpcasterDrops() {
        var decoder = new EventDecoder(Samples.NAMES, representations -> Stream.empty());
        assertThat(decoder.decode(stored("video.Gone", 1, "{}"))).isEmpty();
    }

    @Test
    void namesTheEventThatNothingReads() {
        assertThatThrownBy(() -> Samples.DECODER.decode(stored("catalog.ChannelNamed", 2, "{\"secret\":true}")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("catalog.ChannelNamed@2").hasMessageContaining(POSITION.eventId().toString())
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Samples.DECODER.decode(stored("video.Unheard", 1, "{}")))
                .isInstanceOf(SerializationException.class).hasMessageContaining("video.Unheard@1");
    }

    private static StoredEvent stored(String name, int revision, String json) {
        return new StoredEvent(POSITION, "channel:UC1", 7, name, revision, Samples.NOON, null, utf8(json),
                utf8("{\"source\":\"web\"}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static EventUpcaster upcaster(String fromName, String fromRevision, String toName, String toRevision) {
        return new SingleEventUpcaster() {
            @Override
            protected boolean canUpcast(IntermediateEventRepresentation event) {
                return event.getType().equals(new SimpleSerializedType(fromName, fromRevision));
            }

            @Override
            protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
                return event.upcastPayload(new SimpleSerializedType(toName, toRevision), ObjectNode.class, json -> {
                    if (toRevision.equals("1")) {
                        json.set("name", json.remove("title"));
                    }
                    return json;
                });
            }
        };
    }
}
