package studio.dictation.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Thirty days and the free videos counted in them. Later cycles start whole multiples of thirty days after the first. A video
 * that was counted once, or opened while paid, is known and never counts again: whoever asks leaves those out.
 *
 * @param startedAt      first instant of this cycle
 * @param firstStartedAt first instant of the first cycle ever
 * @param videos         {@code channelId:videoId} of those counted in this cycle, oldest first
 */
public record QuotaCycle(Instant startedAt, Instant firstStartedAt, List<String> videos) {
    /** New videos that are free in each cycle. */
    public static final int LIMIT = 4;

    /** How long a cycle lasts. */
    public static final Duration LENGTH = Duration.ofDays(30);

    public QuotaCycle {
        videos = List.copyOf(videos);
    }

    /** The very first cycle. */
    public static QuotaCycle startingAt(Instant now) {
        return new QuotaCycle(now, now, List.of());
    }

    /** The cycle running at that instant: this one, or an empty later one. */
    public QuotaCycle at(Instant now) {
        // contract §9.1: the 30 days end inclusive
        if (!now.isAfter(endsAt())) {
            return this;
        }
        var over = Duration.between(startedAt, now).minusNanos(1).dividedBy(LENGTH);
        return new QuotaCycle(startedAt.plus(LENGTH.multipliedBy(over)), firstStartedAt, List.of());
    }

    /** The last instant of this cycle. */
    public Instant endsAt() {
        return startedAt.plus(LENGTH);
    }

    /** Whether no further new video is free in this cycle. */
    public boolean isFull() {
        return videos.size() >= LIMIT;
    }

    /**
     * This cycle with one more video counted.
     *
     * @throws IllegalStateException when it {@link #isFull()}
     */
    public QuotaCycle open(String video) {
        if (isFull()) {
            throw new IllegalStateException("The cycle has its " + LIMIT + " videos");
        }
        return new QuotaCycle(startedAt, firstStartedAt, Stream.concat(videos.stream(), Stream.of(video)).toList());
    }
}
