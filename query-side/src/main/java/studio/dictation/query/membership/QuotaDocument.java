package studio.dictation.query.membership;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;
import studio.dictation.rules.QuotaCycle;

/**
 * {@code user:{email}.quota}, and {@code quota_kept} while a plan is paid. The cycle is the one in which a video was counted
 * last; it is absent for somebody who has opened videos while paid only.
 *
 * @param videos          {@code channelId:videoId} of the videos counted in the cycle, oldest first
 * @param cycleInitTime   when the cycle began: UTC, ISO-8601 with microseconds and without suffix
 * @param cycleInitTimeMs the same in epoch milliseconds
 * @param initTime        when the first cycle ever began, epoch milliseconds
 * @param history         every video that is free to open again, oldest first
 */
@JsonPropertyOrder({"videos", "cycle_init_time", "cycle_init_time_ms", "init_time", "history"})
record QuotaDocument(
        List<String> videos,
        @JsonProperty("cycle_init_time") @Nullable String cycleInitTime,
        @JsonProperty("cycle_init_time_ms") @Nullable Long cycleInitTimeMs,
        @JsonProperty("init_time") @Nullable Long initTime,
        List<String> history) {
    static final Codec<QuotaDocument> CODEC = Json.of(QuotaDocument.class);

    /** Of somebody who has opened nothing yet. */
    static final QuotaDocument NONE = new QuotaDocument(List.of(), null, null, null, List.of());

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    /** After a video was counted: the cycle is as the event says, the history goes on. */
    QuotaDocument consumed(QuotaConsumed event) {
        return new QuotaDocument(
                event.videosInCycle(),
                MICROSECONDS.format(event.cycleStartedAt()),
                event.cycleStartedAt().toEpochMilli(),
                event.firstStartedAt().toEpochMilli(),
                known(event.video()));
    }

    /** After a video was opened while paid: it is known from here on. */
    QuotaDocument opened(PaidVideoOpened event) {
        return new QuotaDocument(videos, cycleInitTime, cycleInitTimeMs, initTime, known(event.video()));
    }

    /** What a learner on the free plan may do with a video at that instant (contract §9.1). */
    QuotaView viewAt(Instant now, String video) {
        var cycle = cycleAt(now);
        var isKnown = history.contains(video);
        return new QuotaView(
                cycle.videos().size(),
                QuotaCycle.LIMIT,
                isKnown || !cycle.isFull(),
                !isKnown,
                DAY.format(cycle.startedAt()),
                DAY.format(cycle.endsAt()),
                cycle.startedAt().toEpochMilli(),
                cycle.endsAt().toEpochMilli());
    }

    /** What is kept of it at that instant (contract U15). */
    QuotaStateView stateAt(Instant now) {
        var cycle = cycleAt(now);
        return new QuotaStateView(
                cycle.firstStartedAt().toEpochMilli(), cycle.startedAt().toEpochMilli(), cycle.videos(), history);
    }

    private QuotaCycle cycleAt(Instant now) {
        if (cycleInitTimeMs == null) {
            return QuotaCycle.startingAt(now);
        }
        var startedAt = Instant.ofEpochMilli(cycleInitTimeMs);
        var firstStartedAt = initTime == null ? startedAt : Instant.ofEpochMilli(initTime);
        return new QuotaCycle(startedAt, firstStartedAt, videos).at(now);
    }

    private List<String> known(String video) {
        return history.contains(video)
                ? history
                : Stream.concat(history.stream(), Stream.of(video)).toList();
    }
}
