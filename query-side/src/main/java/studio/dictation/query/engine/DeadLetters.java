package studio.dictation.query.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.eventstore.Segments;
import studio.dictation.eventstore.StoredEvent;
import studio.dictation.query.engine.Letters.Letter;
import studio.dictation.query.redis.BrokenData;
import studio.dictation.query.redis.GuardedReads;
import studio.dictation.query.redis.ProjectionUnavailable;

/**
 * The dead letters of one projection, for operators. Whatever is written is written while the segment is taken over from the node
 * that works on it; that one, or another, goes on afterwards. All methods throw {@link ProjectionUnavailable} while the data can't
 * be trusted or had.
 */
public final class DeadLetters {
    /** Sequences whose letters are read together. */
    private static final int CHUNK = 50;
    /** A segment is kept for about that long, as those who wait for other events of it wait for that, too. */
    private static final long KEPT = TimeUnit.MILLISECONDS.toNanos(200);

    private final ProjectionEngine engine;
    private final Parts parts;
    private final Projection projection;
    private final GuardedReads reads;

    DeadLetters(ProjectionEngine engine, Parts parts, Projection projection, GuardedReads reads) {
        this.engine = engine;
        this.parts = parts;
        this.projection = projection;
        this.reads = reads;
    }

    /**
     * A part of what waits.
     *
     * @param letters by segment and sequence, in each the oldest first
     * @param next    cursor of those behind; null when there are none
     */
    public record Page(List<DeadLetter> letters, @Nullable String next) {}

    /**
     * What became of some sequences.
     *
     * @param attempts one for each, by segment and sequence
     * @param next     cursor of those behind; null when there are none
     */
    public record Attempts(List<Attempt> attempts, @Nullable String next) {}

    /**
     * What became of an event that was tried again, in every segment where it waited.
     *
     * @param settled  whether it waits nowhere any more
     * @param attempts one for each segment, ≥ 1
     */
    public record Retried(boolean settled, List<Attempt> attempts) {}

    private record Waiting(LetterCursor place, Letter letter) {}

    /** Whether a text may be a cursor that was given out. */
    public static boolean isCursor(String text) {
        try {
            LetterCursor.parse(text);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /**
     * Lists what waits.
     *
     * @param cursor behind which to begin; null for the beginning
     * @param most   how many at most, ≥ 1
     * @throws IllegalArgumentException if the cursor is none that was given out
     */
    public Page page(@Nullable String cursor, int most) {
        var after = cursor == null ? null : LetterCursor.parse(cursor);
        List<Waiting> found = new ArrayList<>();
        for (var chunk : chunks(parked().filter(place -> after == null || place.compareTo(after) >= 0).toList())) {
            letters(chunk).filter(one -> after == null || one.place.compareTo(after) > 0
                            || (after.letter() != null && one.letter.position().compareTo(after.letter()) > 0))
                    .forEach(found::add);
            if (found.size() > most) {
                break;
            }
        }
        var page = found.subList(0, Math.min(most, found.size()));
        Map<UUID, StoredEvent> events = new LinkedHashMap<>();
        parts.reader().outlines(page.stream().map(one -> one.letter.position().eventId()).toList())
                .forEach(event -> events.put(event.eventId(), event));
        return new Page(
                page.stream()
                        .map(one -> new DeadLetter(one.place.segment(), one.place.sequence(), one.letter.position(),
                                one.letter.isBehind() ? null : one.letter.reason(), events.get(one.letter.position().eventId())))
                        .toList(),
                found.size() > most
                        ? new LetterCursor(page.getLast().place.segment(), page.getLast().place.sequence(),
                                page.getLast().letter.position()).toString()
                        : null);
    }

    /**
     * Tries the sequence in which an event waits, the oldest first, as far as it goes. An event that the event store doesn't hold any
     * more is not tried.
     *
     * @param rehearse whether to write nothing, and say what would be written
     * @return empty if it waits nowhere
     */
    public Optional<Retried> retry(UUID event, boolean rehearse) {
        var stored = parts.reader().outlines(List.of(event));
        var places = places(event, stored);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        if (stored.isEmpty()) {
            return Optional.of(new Retried(false, places.stream().map(this::untried).toList()));
        }
        var position = stored.getFirst().position();
        var attempts = places.stream()
                .flatMap(place -> tried(place.segment(), List.of(place.sequence()), rehearse).stream())
                .toList();
        return Optional.of(new Retried(attempts.stream().allMatch(attempt -> attempt.settled(position)), attempts));
    }

    /**
     * Tries many sequences, each as {@link #retry} does.
     *
     * @param cursor behind which to begin; null for the beginning
     * @param most   how many sequences at most, ≥ 1
     * @param atMost after which time no further ones are tried
     * @throws IllegalArgumentException if the cursor is none that was given out
     */
    public Attempts retryAll(boolean rehearse, @Nullable String cursor, int most, Duration atMost) {
        var after = cursor == null ? null : LetterCursor.parse(cursor);
        var places = parked().filter(place -> after == null || place.compareTo(after) > 0).limit(most + 1L).toList();
        long end = System.nanoTime() + atMost.toNanos();
        List<Attempt> attempts = new ArrayList<>();
        while (attempts.size() < Math.min(most, places.size()) && (attempts.isEmpty() || System.nanoTime() - end < 0)) {
            int segment = places.get(attempts.size()).segment();
            attempts.addAll(tried(segment,
                    places.subList(attempts.size(), Math.min(most, places.size())).stream()
                            .takeWhile(place -> place.segment() == segment)
                            .map(LetterCursor::sequence)
                            .toList(),
                    rehearse));
        }
        return new Attempts(attempts, attempts.size() < places.size() ? places.get(attempts.size() - 1).toString() : null);
    }

    /**
     * Takes the letter of an event away, for good as long as the data isn't filled anew, and tries what waits in its sequence.
     *
     * @return what became of the others; empty if it waits nowhere
     */
    public Optional<Retried> discard(UUID event) {
        List<Attempt> attempts = new ArrayList<>();
        for (var place : places(event, parts.reader().outlines(List.of(event)))) {
            var discarded = new AtomicBoolean();
            engine.takeOver(projection.name(), place.segment(), taken -> {
                        // It stays discarded if the segment is lost amid this and taken over again.
                        discarded.compareAndSet(false, taken.discard(place.sequence(), event));
                        return discarded.get() ? Optional.of(taken.retry(place.sequence())) : Optional.<Attempt>empty();
                    })
                    .ifPresent(attempts::add);
        }
        engine.lookAtParked(projection.name());
        return attempts.isEmpty() ? Optional.empty() : Optional.of(new Retried(true, attempts));
    }

    /** Some of the sequences, the first ones: as many as can be tried without keeping the segment for long. */
    private List<Attempt> tried(int segment, List<String> sequences, boolean rehearse) {
        Map<String, Attempt> tried = new LinkedHashMap<>();
        if (rehearse) {
            try (var aside = new Segment(parts, projection, segment, parts.settings().node(), Segment.Mode.SILENT)) {
                aside.look();
                for (var sequence : sequences) {
                    tried.put(sequence, aside.rehearse(sequence));
                }
            } catch (BrokenData broken) {
                throw new ProjectionUnavailable(projection.name(), broken);
            }
        } else {
            engine.takeOver(projection.name(), segment, taken -> {
                long end = System.nanoTime() + KEPT;
                for (var sequence : sequences) {
                    // What was written before the segment was lost amid this stands.
                    if (!tried.containsKey(sequence)) {
                        tried.put(sequence, taken.retry(sequence));
                        if (System.nanoTime() - end > 0) {
                            break;
                        }
                    }
                }
                return tried.size();
            });
            engine.lookAtParked(projection.name());
        }
        return List.copyOf(tried.values());
    }

    private Attempt untried(LetterCursor place) {
        int waiting = (int) reads.letters(place.segment(), place.sequence()).lines().count();
        return new Attempt(place.segment(), place.sequence(), 0, null, waiting, place.letter(), Attempt.GONE, List.of());
    }

    /** Where an event waits: one of an account in one segment, any other maybe in all. */
    private List<LetterCursor> places(UUID event, List<StoredEvent> stored) {
        if (stored.isEmpty()) {
            return chunks(parked().toList()).stream()
                    .flatMap(this::letters)
                    .filter(one -> one.letter.position().eventId().equals(event))
                    .map(one -> new LetterCursor(one.place.segment(), one.place.sequence(), one.letter.position()))
                    .toList();
        }
        var subject = stored.getFirst().subject();
        var sequence = projection.sequenceOf(stored.getFirst());
        int segments = reads.stands().size();
        return IntStream.range(0, segments)
                .filter(segment -> subject == null || segment == Segments.of(subject, segments))
                .filter(segment -> reads.letters(segment, sequence).contains(event.toString()))
                .mapToObj(segment -> new LetterCursor(segment, sequence, stored.getFirst().position()))
                .toList();
    }

    /** Every parked sequence, in order. */
    private Stream<LetterCursor> parked() {
        var bySegment = reads.parked();
        return IntStream.range(0, bySegment.size())
                .boxed()
                .flatMap(segment -> bySegment.get(segment).stream().map(sequence -> new LetterCursor(segment, sequence, null)))
                .sorted();
    }

    private Stream<Waiting> letters(List<LetterCursor> ofOneSegment) {
        var texts = reads.letters(
                ofOneSegment.getFirst().segment(), ofOneSegment.stream().map(LetterCursor::sequence).toList());
        return IntStream.range(0, texts.size())
                .boxed()
                .flatMap(i -> texts.get(i).lines().map(Letter::parse).map(letter -> new Waiting(ofOneSegment.get(i), letter)));
    }

    /** In their order, in groups of one segment. */
    private static List<List<LetterCursor>> chunks(List<LetterCursor> places) {
        List<List<LetterCursor>> chunks = new ArrayList<>();
        for (var place : places) {
            if (chunks.isEmpty() || chunks.getLast().size() == CHUNK || chunks.getLast().getFirst().segment() != place.segment()) {
                chunks.add(new ArrayList<>());
            }
            chunks.getLast().add(place);
        }
        return chunks;
    }
}
