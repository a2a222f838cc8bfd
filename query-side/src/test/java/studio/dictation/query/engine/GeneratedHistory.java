package studio.dictation.query.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.billing.CheckoutEnded;
import studio.dictation.events.billing.CheckoutStarted;
import studio.dictation.events.billing.PaymentDisputed;
import studio.dictation.events.billing.PaymentFailed;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.events.billing.PaymentRefunded;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.events.catalog.RecommendationFollowed;
import studio.dictation.events.catalog.RefinementMarked;
import studio.dictation.events.catalog.SubtitlesUploaded;
import studio.dictation.events.catalog.TranscriptEdited;
import studio.dictation.events.catalog.TranscriptFiltersSet;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.events.catalog.TranscriptRestored;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.catalog.VideoRevised;
import studio.dictation.events.code.CodeIssued;
import studio.dictation.events.code.CodeRedeemed;
import studio.dictation.events.feedback.FeedbackAnswered;
import studio.dictation.events.feedback.FeedbackGiven;
import studio.dictation.events.feedback.ImageAttached;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.identity.DictationConfigChanged;
import studio.dictation.events.identity.EmailVerified;
import studio.dictation.events.identity.LanguageChosen;
import studio.dictation.events.identity.PasswordChanged;
import studio.dictation.events.identity.PasswordRemoved;
import studio.dictation.events.identity.PasswordVerifier;
import studio.dictation.events.identity.ProfileChanged;
import studio.dictation.events.identity.RoleGranted;
import studio.dictation.events.identity.SessionsEnded;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanOutcome;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.events.progress.DictationOpened;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.events.progress.VideoTitles;
import studio.dictation.events.recommendation.ApprovalGiven;
import studio.dictation.events.recommendation.ChannelRecommended;
import studio.dictation.events.recommendation.RecommendationApproved;
import studio.dictation.events.recommendation.RecommendationRejected;
import studio.dictation.events.report.ErrorReported;
import studio.dictation.events.report.ReportReviewed;
import studio.dictation.events.session.SessionRevoked;
import studio.dictation.events.vocabulary.WordsLearned;
import studio.dictation.events.vocabulary.WordsMissed;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.PostgresEventStorageEngine;

/**
 * Writes what learners and administrators do, as events in a real event store: the same seed tells the same story. Every kind
 * of event occurs; most of them are saves of dictations. Knows how long each learner studied.
 */
public final class GeneratedHistory {
    /** Somebody whose events were written. */
    public record Learner(UUID id, String email) {}

    private static final EventNames NAMES = EventNames.published();
    private static final int CHANNELS = 3;
    private static final int VIDEOS = 5;
    private static final int MOST_LEARNERS = 150;
    private static final int EVENTS_AT_ONCE = 500;

    private final Random random;
    private final String prefix;
    private final DataSource store;
    private final AppendSignal signal;
    private final List<Learner> learners = new ArrayList<>();
    private final Map<UUID, Long> studied = new HashMap<>();
    private final Map<String, Long> streams = new HashMap<>();
    private final Map<String, Integer> listings = new HashMap<>();
    private final Map<String, Instant> listedAt = new HashMap<>();
    private final Set<String> removed = new HashSet<>();
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final List<DomainEventMessage<?>> held = new ArrayList<>();
    private boolean holding;
    private int steps;

    /**
     * Begins a story with a catalogue and some learners.
     *
     * @param signal told after every commit
     */
    public GeneratedHistory(long seed, DataSource store, AppendSignal signal) {
        this(seed, store, signal, "c");
    }

    /** Another story in the same store: its channels' ids begin differently. */
    GeneratedHistory(long seed, DataSource store, AppendSignal signal, String prefix) {
        this.prefix = prefix;
        this.random = new Random(seed);
        this.store = store;
        this.signal = signal;
        for (int i = 0; i < CHANNELS; i++) {
            append(message("channel:" + prefix + i, new ChannelListed(
                    prefix + i, "Channel " + i, "https://img.example/" + i + ".png", "", "public", "en", now())));
            for (int j = 0; j < VIDEOS; j++) {
                append(message(video(i, j), new VideoListed(
                        prefix + i, "v" + j, 1, "https://youtu.be/v" + j, "Video " + j, j % 2 == 0 ? "public" : "private", now())));
            }
        }
        for (int i = 0; i < 8; i++) {
            register();
        }
    }

    /** Everybody registered so far. */
    public synchronized List<Learner> learners() {
        return List.copyOf(learners);
    }

    /** Milliseconds that a learner studied according to all events so far. */
    public synchronized long studiedMillis(Learner learner) {
        return studied.getOrDefault(learner.id, 0L);
    }

    /** Goes on with the story by that many transactions. */
    public synchronized void append(int transactions) {
        for (int i = 0; i < transactions; i++) {
            step();
        }
    }

    /** Goes on with the story by that many events at least, hundreds of them in each transaction. */
    synchronized void appendInBulk(int events) throws SQLException {
        for (int appended = 0; appended < events; appended += held.size()) {
            held.clear();
            holding = true;
            while (held.size() < EVENTS_AT_ONCE) {
                step();
            }
            holding = false;
            append(store, held.toArray(DomainEventMessage<?>[]::new));
            signal.signal(Set.of());
        }
    }

    /** Goes on with the story, a transaction every few milliseconds, as long as something else takes. */
    public void inBackground(long everyMillis, Runnable meanwhile) {
        try (var load = Executors.newSingleThreadScheduledExecutor()) {
            var appending = load.scheduleAtFixedRate(() -> append(1), 0, everyMillis, TimeUnit.MILLISECONDS);
            meanwhile.run();
            if (appending.isDone()) {
                throw new IllegalStateException("The load ended: " + appending.exceptionNow(), appending.exceptionNow());
            }
        }
    }

    /** Somebody new. */
    public synchronized Learner register() {
        var id = new UUID(random.nextLong(), random.nextLong());
        var learner = new Learner(id, prefix + "-learner" + learners.size() + "@example.org");
        learners.add(learner);
        var verifier = new byte[64];
        random.nextBytes(verifier);
        append(message("account:" + id, new AccountRegistered(id, learner.email, "Learner " + learners.size(), "",
                learners.size() % 3 == 0 ? null : PasswordVerifier.of(verifier, 600_000), "User", "en", now())));
        return learner;
    }

    /** A learner saves a dictation. */
    public synchronized DomainEventMessage<?> save(Learner learner) {
        var message = saving(learner);
        append(message);
        return message;
    }

    /** A learner's next save, for the caller to append. */
    public synchronized DomainEventMessage<?> saving(Learner learner) {
        var channel = random.nextInt(CHANNELS);
        var video = random.nextInt(VIDEOS);
        var millis = random.nextInt(1, 90_001);
        studied.merge(learner.id, (long) millis, Long::sum);
        Map<String, String> changed = new HashMap<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            changed.put(Integer.toString(random.nextInt(20)), "line " + random.nextInt(1_000) + " \u8682\u8681");
        }
        // Now and then a save comes late, when its listing is over.
        var listing = random.nextInt(5) == 0 ? 1 : listing(channel, video);
        // Clocks of nodes differ: a save may be of a day before that of the one before it.
        var savedAt = now().minus(Duration.ofDays(random.nextInt(4)));
        return message(dictation(learner, channel, video, listing), new ProgressSaved(learner.id, prefix + channel, "v" + video, listing,
                changed, List.of(Integer.toString(20 + random.nextInt(5))), now().toEpochMilli(), random.nextInt(101), millis,
                random.nextInt(5) == 0 ? titles(channel, video) : null, savedAt));
    }

    /** Appends in a transaction of their own. */
    public void append(DomainEventMessage<?>... events) {
        if (holding) {
            held.addAll(List.of(events));
            return;
        }
        try {
            append(store, events);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        signal.signal(Set.of());
    }

    /** Appends in a transaction of their own, silently. */
    static void append(DataSource store, DomainEventMessage<?>... events) throws SQLException {
        try (var connection = store.getConnection()) {
            connection.setAutoCommit(false);
            try {
                append(store, connection, events);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Appends in the transaction that a connection is in. */
    static void append(DataSource store, Connection transaction, DomainEventMessage<?>... events) {
        var unclosed = ConnectionWrapperFactory.wrap(transaction, new ConnectionWrapperFactory.NoOpCloseHandler());
        new PostgresEventStorageEngine(() -> unclosed, new EventReader(store), NAMES,
                EventDecoder.published(), Map.of()).appendEvents(List.of(events));
    }

    private void step() {
        var learner = learners.get(random.nextInt(learners.size()));
        int channel = random.nextInt(CHANNELS);
        int video = random.nextInt(VIDEOS);
        var key = prefix + channel + ":v" + video;
        int kind = random.nextInt(100);
        if (kind < 52) {
            save(learner);
        } else if (kind < 60) {
            changeVideo(channel, video);
        } else if (kind < 63) {
            append(saving(learner), saving(learner), saving(learners.getFirst()));
        } else if (kind < 65) {
            editTranscript(channel, video);
        } else if (kind < 70) {
            int listing = listing(channel, video);
            append(message(dictation(learner, channel, video, listing), new DictationOpened(
                    learner.id, prefix + channel, "v" + video, listing, titles(channel, video), now())));
        } else if (kind < 72) {
            recommend(learner);
        } else if (kind < 78) {
            append(message("membership:" + learner.id, new QuotaConsumed(
                    learner.id, key, List.of(prefix + "0:v0", key), 4, now(), begin, now())));
            if (steps % 4 == 0) {
                pay(learner);
            }
        } else if (kind < 79) {
            append(message("vocabulary:" + learner.id, new WordsMissed(learner.id, List.of("word" + steps, "\u8682\u8681" + steps % 7),
                    now())));
        } else if (kind < 80 && steps % 2 == 0) {
            makeCode(learner);
        } else if (kind < 80) {
            append(message("vocabulary:" + learner.id, new WordsLearned(learner.id, List.of("\u8682\u8681" + steps % 7), now())));
        } else if (kind < 81) {
            write(learner, channel, video);
        } else if (kind < 82) {
            append(message("membership:" + learner.id, new PaidVideoOpened(learner.id, key, now())));
        } else if (kind < 84) {
            // Every third one ends whatever plan there is.
            var expiresAt = steps % 3 == 0 ? null : now().plus(Duration.ofDays(90));
            append(message("membership:" + learner.id, new PlanSet(learner.id, new UUID(random.nextLong(), random.nextLong()),
                    expiresAt == null ? "Free" : "Pro", expiresAt == null ? 0 : 90, "admin", now(), expiresAt,
                    outcome(expiresAt), now())));
        } else if (kind < 87) {
            append(message("membership:" + learner.id, new PlanGranted(learner.id,
                    new UUID(random.nextLong(), random.nextLong()), "Pro", 30,
                    steps % 2 == 0 ? "code" : "payment", "reference-" + steps, steps % 2 == 0 ? null : "sub_" + learner.id, now(),
                    outcome(now().plus(Duration.ofDays(30))), now())));
        } else if (kind < 88 && steps % 2 == 0) {
            changePlan(learner);
        } else if (kind < 88) {
            append(message("account:" + learner.id, new LanguageChosen(learner.id, steps % 2 == 0 ? "ko" : "ja", now())));
        } else if (kind < 89) {
            append(message("account:" + learner.id, new DictationConfigChanged(learner.id, new TreeMap<>(Map.of(
                    "playback_speed", 1 + steps / 1_000.0, "shortcuts", Map.of("next", "F" + steps))), now())));
        } else if (kind < 90) {
            append(message("account:" + learner.id, new ProfileChanged(learner.id, "Name " + steps, "", now())));
        } else if (kind < 91 && steps % 2 == 0) {
            append(message("account:" + learner.id, new PasswordChanged(learner.id, PasswordVerifier.of(new byte[64], steps), now())),
                    message("account:" + learner.id, new SessionsEnded(learner.id, steps, now())));
        } else if (kind < 91 && steps % 3 == 0) {
            append(message("account:" + learner.id, new EmailVerified(learner.id, now())),
                    message("account:" + learner.id, new PasswordRemoved(learner.id, now())));
        } else if (kind < 91) {
            append(message("account:" + learner.id, new RoleGranted(learner.id, steps % 4 == 1 ? "Admin" : "User", now())));
        } else if (kind < 93 && learners.size() < MOST_LEARNERS) {
            register();
        } else if (kind < 95) {
            append(message("channel:" + prefix + channel, new ChannelRevised(prefix + channel, "Channel " + steps, "", "",
                    steps % 2 == 0 ? "private" : "public", "en", now())));
        } else if (kind < 97) {
            append(message(video(channel, video), new TranscriptStored(prefix + channel, "v" + video, listing(channel, video),
                            List.of(new TranscriptLine(0.5, steps, "Sentence " + steps)),
                            steps % 2 == 0 ? "uploaded_srt" : "youtube", now())),
                    message(video(channel, video), new SubtitlesUploaded(
                            prefix + channel, "v" + video, listing(channel, video), "text " + steps, now())));
        } else {
            var family = new UUID(random.nextLong(), random.nextLong()).toString();
            // Every third one has expired long ago and leaves nothing.
            var until = begin.plus(Duration.ofDays(steps % 3 == 0 ? -2 : 2));
            append(message("session:" + family, new SessionRevoked(learner.id, family,
                    new UUID(random.nextLong(), random.nextLong()).toString(), until, until.plus(Duration.ofDays(1)), now())));
        }
    }

    /** A plan becomes another without anybody giving one: an amendment, a subscription, an end. */
    private void changePlan(Learner learner) {
        var stream = "membership:" + learner.id;
        var soon = now().plus(Duration.ofDays(3));
        var recurring = new PlanOutcome("Pro", soon, true, now().plus(Duration.ofDays(1)), null);
        append(message(stream, new SubscriptionChanged(learner.id, "sub_" + learner.id, "active", "Pro",
                now().plus(Duration.ofDays(1)), false, null, soon, now(), recurring, now())));
        if (steps % 4 == 0) {
            append(message(stream, new SubscriptionChanged(learner.id, "sub_" + learner.id, "active", "Pro",
                    now().plus(Duration.ofDays(1)), true, now(), soon, now(), new PlanOutcome("Pro", soon, true, null, now()), now())));
        }
        if (steps % 3 == 0) {
            append(message(stream, new GrantAmended(learner.id, new UUID(random.nextLong(), random.nextLong()), 0, "refund",
                    "reference-" + steps, steps, outcome(soon), now())),
                    message(stream, new PlanExpired(learner.id, now(), outcome(null), now())));
        }
    }

    private static PlanOutcome outcome(@Nullable Instant expiresAt) {
        return new PlanOutcome(expiresAt == null ? "Free" : "Pro", expiresAt, false, null, null);
    }

    /** A video is revised, refined or removed; one that was removed is listed again. */
    private void changeVideo(int channel, int video) {
        var channelId = prefix + channel;
        var videoId = "v" + video;
        var stream = video(channel, video);
        int listing = listing(channel, video);
        var visibility = steps % 3 == 0 ? "private" : "public";
        if (removed.remove(stream)) {
            listings.put(stream, listing + 1);
            listedAt.put(stream, now());
            append(message(stream, new VideoListed(channelId, videoId, listing + 1, "https://youtu.be/v" + video,
                    "Video " + steps, visibility, listedAt.get(stream))));
        } else {
            switch (random.nextInt(4)) {
                case 0 -> {
                    removed.add(stream);
                    append(message(stream, new VideoRemoved(channelId, videoId, listing, now())));
                }
                case 1 -> append(message(stream, new RefinementMarked(channelId, videoId, listing, steps % 4 != 0, now())));
                default -> append(message(stream, new VideoRevised(channelId, videoId, listing, "https://youtu.be/v" + video,
                        "Video " + steps, visibility, listedAt.getOrDefault(stream, begin), now())));
            }
        }
    }

    /** A learner opens a page to pay on; nobody does, or they do and get their money back, or deny that they wanted it. */
    private void pay(Learner learner) {
        var session = "cs_" + prefix + steps;
        append(message("checkout:" + session, new CheckoutStarted(learner.id, session, "Basic", 30, 299, "usd", false, now())));
        if (random.nextInt(3) == 0) {
            append(message("checkout:" + session, new CheckoutEnded(learner.id, session, "expired", now())));
            return;
        }
        var payment = "pi_" + prefix + steps;
        var stream = "payment:" + payment;
        var grant = new UUID(random.nextLong(), random.nextLong());
        append(message(stream, new PaymentFailed(learner.id, payment, 1, now())));
        append(message(stream, new PaymentReceived(
                learner.id, payment, "Basic", 30, 299, "usd", now(), session, null, null, grant, now())));
        if (random.nextBoolean()) {
            append(message(stream, new PaymentRefunded(learner.id, payment, "ch_1", 100, 299, "usd", 30, grant, now(), now())));
        } else {
            append(message(stream, new PaymentDisputed(learner.id, payment, "dp_1", "lost", 0, grant, now(), now())));
        }
    }

    /** A learner recommends a channel, which is approved at once, or rejected, or not decided on. */
    private void recommend(Learner learner) {
        var at = begin.plusMillis(steps);
        var id = "REC_" + at.toEpochMilli() + prefix;
        var stream = "recommendation:" + id;
        append(message(stream, new ChannelRecommended(
                learner.id, id, "Channel \u8682 " + steps, "https://www.youtube.com/@" + steps, "en", at, now())));
        switch (random.nextInt(4)) {
            case 0 -> append(message(stream, new RecommendationRejected(learner.id, id, "No room for " + steps, now())));
            case 1 -> {
                // Stories have the channels they begin with, so that whoever reads meanwhile knows how many there are.
                var channelId = prefix + random.nextInt(CHANNELS);
                append(message(stream, new ApprovalGiven(learner.id, id, channelId, "Channel " + steps, "i", "", "public", "en", now())));
                append(message("channel:" + channelId, new RecommendationFollowed(channelId, id, now())));
                append(message(stream, new RecommendationApproved(learner.id, id, channelId, now())));
            }
            case 2 -> append(message(stream, new ApprovalGiven(learner.id, id, prefix + 0, "Taken", "i", "", "public", "en", now())),
                    message(stream, new RecommendationRejected(learner.id, id, "Channel already exists", now())));
            default -> {
                // nobody has decided yet
            }
        }
    }

    /** A learner writes to the administrators, is answered, or reports a video, which is reviewed, and again. */
    private void write(Learner learner, int channel, int video) {
        var at = now();
        long millis = at.toEpochMilli();
        var stream = "feedback:" + prefix + millis;
        var image = new UUID(random.nextLong(), random.nextLong());
        switch (random.nextInt(3)) {
            case 0 -> append(
                    message(stream, new ImageAttached(learner.id, "FB_" + millis, image, "image/png", "iVBORw0KGgo=", at)),
                    message(stream, new FeedbackGiven(learner.id, "FB_" + millis, learner.email, "Learner", "See \u706f " + steps,
                            List.of(image), at)));
            case 1 -> append(message(stream, new FeedbackAnswered(learner.id, "FB_" + millis, learner.email, "Admin", "Seen", List.of(),
                    at)));
            default -> {
                var report = "VER_" + millis + "_" + prefix;
                var reported = "report:" + prefix + millis;
                append(message(reported, new ErrorReported(learner.id, report, learner.email, "Learner", prefix + channel, "Channel",
                        "v" + video, "Video", "other", "Line " + steps, at)));
                append(message(reported, new ReportReviewed(learner.id, report, "resolved", "Thank you", now(), now())));
                if (steps % 2 == 0) {
                    append(message(reported, new ReportReviewed(learner.id, report, "pending", "Thank you", null, now())));
                }
            }
        }
    }

    /** Somebody makes a code, which a learner redeems, or nobody. */
    private void makeCode(Learner learner) {
        var code = "%016x".formatted(random.nextLong());
        var stream = "code:" + code;
        // Every third one has expired long ago and leaves nothing.
        var until = begin.plus(Duration.ofDays(steps % 3 == 0 ? -2 : 2));
        append(message(stream, new CodeIssued(code, "60days", 60, now().getEpochSecond() + ".5", until, now())));
        if (random.nextBoolean()) {
            append(message(stream, new CodeRedeemed(
                    learner.id, code, new UUID(random.nextLong(), random.nextLong()), "Pro", 60, until, now())));
        }
    }

    private int listing(int channel, int video) {
        return listings.getOrDefault(video(channel, video), 1);
    }

    /** An editor changes a transcript, undoes that, says that it is finished, or sets the channel's filters. */
    private void editTranscript(int channel, int video) {
        var channelId = prefix + channel;
        var videoId = "v" + video;
        var stream = video(channel, video);
        int listing = listing(channel, video);
        var lines = List.of(new TranscriptLine(0.25, steps, "Edited \u8682 " + steps), new TranscriptLine(steps, steps, "“" + steps + "”"));
        switch (random.nextInt(5)) {
            case 0 -> append(message(stream, new TranscriptRestored(channelId, videoId, listing, lines, now())));
            case 1 -> append(message(stream, new RefinementMarked(channelId, videoId, listing, steps % 2 == 0, now())));
            case 2 -> append(message("channel:" + channelId, new TranscriptFiltersSet(channelId, List.of("um", "filter " + steps), now())));
            case 3 -> append(message(stream, new TranscriptEdited(channelId, videoId, listing, lines, true, now())),
                    message(stream, new TranscriptEdited(channelId, videoId, listing, List.of(), false, now())));
            default -> append(message(stream, new TranscriptEdited(channelId, videoId, listing, lines, steps % 2 == 0, now())));
        }
    }

    private DomainEventMessage<?> message(String stream, Object event) {
        long sequence = streams.merge(stream, 0L, (last, none) -> last + 1);
        return new GenericDomainEventMessage<>(stream.substring(0, stream.indexOf(':')), stream, sequence, event,
                Map.of("actor", "test"), new UUID(random.nextLong(), random.nextLong()).toString(), now());
    }

    private Instant now() {
        return begin.plusSeconds(60L * ++steps);
    }

    private static VideoTitles titles(int channel, int video) {
        return new VideoTitles("Channel " + channel, "Video " + video, "https://youtu.be/v" + video);
    }

    private String video(int channel, int video) {
        return "video:" + prefix + channel + ":v" + video;
    }

    private String dictation(Learner learner, int channel, int video, int listing) {
        return "progress:" + learner.id + ":" + prefix + channel + ":v" + video + ":" + listing;
    }
}
