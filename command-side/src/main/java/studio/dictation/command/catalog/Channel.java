package studio.dictation.command.catalog;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.events.catalog.RecommendationFollowed;
import studio.dictation.events.catalog.TranscriptFiltersSet;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a channel is listed once, of at most one recommendation; a description, or filters, are stored only when they differ. */
@AggregateRoot(type = Channel.TYPE)
@Revision("1")
public class Channel {
    static final String TYPE = "channel";

    @AggregateIdentifier
    private @Nullable String id;
    /** Name, picture, link, visibility, language. */
    private List<String> description = List.of();
    private List<String> filters = List.of();
    /** The one that it was listed because of. */
    private @Nullable String recommendationId;

    Channel() {}

    static String streamId(String channelId) {
        return TYPE + ":" + channelId;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ListChannel command, Clock clock) {
        var now = clock.instant();
        if (id == null) {
            apply(new ChannelListed(command.channelId(), command.name(), command.imageUrl(), command.link(),
                    command.visibility(), command.language(), now));
        } else if (!description.equals(List.of(command.name(), command.imageUrl(), command.link(),
                command.visibility(), command.language()))) {
            apply(new ChannelRevised(command.channelId(), command.name(), command.imageUrl(), command.link(),
                    command.visibility(), command.language(), now));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ListRecommendedChannel command, Clock clock) {
        if (id == null) {
            var now = clock.instant();
            var channel = command.channel();
            apply(new ChannelListed(channel.channelId(), channel.name(), channel.imageUrl(), channel.link(),
                    channel.visibility(), channel.language(), now));
            apply(new RecommendationFollowed(channel.channelId(), command.recommendationId(), now));
        } else if (!command.recommendationId().equals(recommendationId)) {
            throw new ChannelAlreadyListed();
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(ReviseChannel command, Clock clock) {
        if (id == null) {
            throw new ChannelNotListed();
        }
        var revised = List.of(
                Objects.requireNonNullElse(command.name(), description.get(0)),
                Objects.requireNonNullElse(command.imageUrl(), description.get(1)),
                Objects.requireNonNullElse(command.link(), description.get(2)),
                Objects.requireNonNullElse(command.visibility(), description.get(3)),
                Objects.requireNonNullElse(command.language(), description.get(4)));
        if (!revised.equals(description)) {
            apply(new ChannelRevised(command.channelId(), revised.get(0), revised.get(1), revised.get(2),
                    revised.get(3), revised.get(4), clock.instant()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(SetTranscriptFilters command, Clock clock) {
        if (id == null) {
            throw new ChannelNotListed();
        }
        if (!filters.equals(command.filters().texts())) {
            apply(new TranscriptFiltersSet(command.channelId(), command.filters().texts(), clock.instant()));
        }
    }

    @EventSourcingHandler
    void on(ChannelListed event) {
        id = streamId(event.channelId());
        description = List.of(event.name(), event.imageUrl(), event.link(), event.visibility(), event.language());
    }

    @EventSourcingHandler
    void on(RecommendationFollowed event) {
        recommendationId = event.recommendationId();
    }

    @EventSourcingHandler
    void on(ChannelRevised event) {
        description = List.of(event.name(), event.imageUrl(), event.link(), event.visibility(), event.language());
    }

    @EventSourcingHandler
    void on(TranscriptFiltersSet event) {
        filters = event.filters();
    }
}
