package studio.dictation.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.events.progress.VideoTitles;

/**
 * What many learners leave behind: accounts, then autosaves of one line each, fifty a dictation, of two hundred learners
 * who study at the same time. The same numbers give the same history, but for random ids.
 */
final class History {
    private static final int BATCH = 1_000;
    private static final int AT_ONCE = 200;
    private static final int SAVES = 50;
    private static final int LINES = 40;
    private static final VideoTitles TITLES =
            new VideoTitles("Deep Look", "How the barnacle moved in", "https://www.youtube.com/watch?v=abcdefghijk");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final SplittableRandom random = new SplittableRandom(7);
    private final Consumer<List<DomainEventMessage<?>>> store;
    private final List<UUID> accounts = new ArrayList<>();
    private final List<DomainEventMessage<?>> batch = new ArrayList<>();
    private int written;

    private History(Consumer<List<DomainEventMessage<?>>> store) {
        this.store = store;
    }

    /** Hands events to the store in batches, the accounts among them. */
    static void write(int events, Consumer<List<DomainEventMessage<?>>> store) {
        new History(store).write(events);
    }

    private void write(int events) {
        int learners = Math.max(AT_ONCE, events / 500);
        for (int i = 0; i < learners; i++) {
            var account = UUID.randomUUID();
            accounts.add(account);
            add("account:" + account, 0, new AccountRegistered(
                    account, "learner" + i + "@example.org", "learner " + i, "", null, "User", "en", BEGIN));
        }
        var dictations = new ArrayList<Dictation>();
        for (int i = 0; i < AT_ONCE; i++) {
            dictations.add(new Dictation(i));
        }
        int begun = AT_ONCE;
        while (written + batch.size() < events) {
            int turn = random.nextInt(AT_ONCE);
            var dictation = dictations.get(turn);
            if (dictation.saves == SAVES) {
                dictation = new Dictation(begun++);
                dictations.set(turn, dictation);
            }
            dictation.save();
        }
        flush();
    }

    private void add(String stream, long sequence, Object event) {
        batch.add(new GenericDomainEventMessage<>(
                stream.substring(0, stream.indexOf(':')),
                stream,
                sequence,
                event,
                MetaData.with("actor", stream.substring(stream.indexOf(':') + 1))
                        .and("source", "http")
                        .and("requestId", new UUID(random.nextLong(), random.nextLong()).toString())
                        .and("correlationId", new UUID(random.nextLong(), random.nextLong()).toString())));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        if (!batch.isEmpty()) {
            store.accept(List.copyOf(batch));
            written += batch.size();
            batch.clear();
        }
    }

    private final class Dictation {
        private final UUID account;
        private final String video;
        private int saves;

        Dictation(int number) {
            account = accounts.get(number % accounts.size());
            video = "v%010d".formatted(number / accounts.size());
        }

        void save() {
            add(
                    "progress:" + account + ":deep_look:" + video + ":1",
                    saves,
                    new ProgressSaved(
                            account,
                            "deep_look",
                            video,
                            1,
                            Map.of(
                                    Integer.toString(random.nextInt(LINES)),
                                    "the quick brown fox wrote down sentence number " + random.nextInt(1_000_000)),
                            List.of(),
                            1.795393312475E12 + written,
                            saves * 100.0 / SAVES,
                            15_000,
                            saves == 0 ? TITLES : null,
                            BEGIN.plusMillis(written * 50L)));
            saves++;
        }
    }
}
