package studio.dictation.events;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** One learner's story in one sample of each event; the first sample of a kind is the one in its golden file. */
public final class EventSamples {
    public static final Instant NOON = Instant.parse("2026-11-01T12:00:00.040Z");
    public static final UUID LEARNER = UUID.fromString("7b0a9a52-43a5-4f0d-8a44-0d3c1f0a9e01");
    public static final String CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw";
    public static final String VIDEO = "dQw4w9WgXcQ";
    public static final VideoTitles TITLES =
            new VideoTitles("Deep Look", "Ants \u2014 \u201cin lines\u201d", "https://youtu.be/" + VIDEO);

    private static final String RECOMMENDATION = "REC_" + NOON.toEpochMilli();
    private static final String VIDEO_KEY = CHANNEL + ":" + VIDEO;
    private static final String LINK = "https://www.youtube.com/watch?v=" + VIDEO;
    private static final UUID IMAGE = UUID.fromString("9b2f0a34-6f0e-4b6e-8a53-2f1d7c1e5a10");
    private static final UUID GRANT = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950f");
    private static final String REPORT = "VER_1793534400040_ada_example_org";
    private static final String PICTURE = "https://img.example/deep-look.png";

    private static final UUID PAID_GRANT = UUID.fromString("bd3f2b3e-5a3c-3f43-9c3e-0b6a3b1f9a57");

    private EventSamples() {}

    /** Every kind of event at least once. */
    public static List<Object> all() {
        return List.of(
                new AccountRegistered(LEARNER, "ada@example.org", "Ada \u8682\u8681 \ud83d\udc1c", "https://img.example/a.png",
                        PasswordVerifier.of(new byte[64], 600_000), "User", "en", NOON),
                new AccountRegistered(LEARNER, "ada@example.org", "Ada", "", null, "Admin", "en", NOON),
                new ProfileChanged(LEARNER, "Countess", "", NOON),
                new RoleGranted(LEARNER, "Admin", NOON),
                new LanguageChosen(LEARNER, "zhTraditional", NOON),
                new DictationConfigChanged(LEARNER, config(), NOON),
                new SessionsEnded(LEARNER, 1, NOON),
                new PasswordChanged(LEARNER, PasswordVerifier.of(new byte[64], 600_000), NOON),
                new PasswordRemoved(LEARNER, NOON),
                new EmailVerified(LEARNER, NOON),
                new PlanGranted(LEARNER, UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"), "Basic", 30, "admin",
                        null, null, NOON, outcome("Premium", NOON.plus(Duration.ofDays(130))), NOON),
                new PlanGranted(LEARNER, GRANT, "Pro", 90, "payment", "in_1QfA", "sub_1QfA", NOON,
                        new PlanOutcome("Pro", NOON.plus(Duration.ofDays(93)), true, NOON.plus(Duration.ofDays(90)), null), NOON),
                new PlanSet(LEARNER, UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2"), "Pro", 90, "admin", NOON,
                        NOON.plus(Duration.ofDays(90)), outcome("Pro", NOON.plus(Duration.ofDays(90))), NOON),
                new PlanSet(LEARNER, UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad3"), "Free", 0, "admin", NOON,
                        null, outcome("Free", null), NOON),
                new GrantAmended(LEARNER, GRANT, 0, "refund", "ch_1QfA", 2, outcome("Free", null), NOON.plusSeconds(1)),
                new SubscriptionChanged(LEARNER, "sub_1QfA", "active", "Pro", NOON.plus(Duration.ofDays(90)), true,
                        NOON.plusSeconds(1), NOON.plus(Duration.ofDays(90)), NOON.plusSeconds(2),
                        new PlanOutcome("Pro", NOON.plus(Duration.ofDays(90)), true, null, NOON.plusSeconds(1)),
                        NOON.plusSeconds(2)),
                new SubscriptionChanged(LEARNER, "sub_1QfA", "canceled", "Pro", NOON.plus(Duration.ofDays(90)), false,
                        null, null, NOON.plusSeconds(3), outcome("Free", null), NOON.plusSeconds(3)),
                new PlanExpired(LEARNER, NOON.plus(Duration.ofDays(90)), outcome("Free", null),
                        NOON.plus(Duration.ofDays(90))),
                new QuotaConsumed(LEARNER, VIDEO_KEY, List.of(CHANNEL + ":jNQXAC9IVRw", VIDEO_KEY), 4, NOON,
                        NOON.minus(Duration.ofDays(60)), NOON.plusSeconds(1)),
                new PaidVideoOpened(LEARNER, VIDEO_KEY, NOON),
                new CodeIssued("0123456789abcdef", "custom_45days", 45, "1793534400.04", NOON.plusSeconds(3_600), NOON),
                new CodeRedeemed(LEARNER, "0123456789abcdef", UUID.fromString("da6fe380-9471-3649-be43-5158b1adaaa5"), "Basic", 45,
                        NOON.plusSeconds(3_600), NOON.plusSeconds(60)),
                new CheckoutStarted(LEARNER, "cs_test_a1B2", "Pro", 90, 699, "usd", true, NOON),
                new CheckoutEnded(LEARNER, "cs_test_a1B2", "expired", NOON.plus(Duration.ofDays(1))),
                new PaymentReceived(LEARNER, "in_1Q2w", "Pro", 90, 699, "usd", NOON.minusSeconds(2), "cs_test_a1B2", "sub_1Q2w",
                        "cus_Q2w", PAID_GRANT, NOON),
                new PaymentReceived(LEARNER, "pi_1Q2w", "Basic", 30, 299, "eur", NOON.minusSeconds(2), null, null, null,
                        PAID_GRANT, NOON),
                new PaymentFailed(LEARNER, "in_1Q2w", 2, NOON),
                new PaymentRefunded(LEARNER, "in_1Q2w", "ch_1Q2w", 699, 699, "usd", 0, PAID_GRANT, NOON.minusMillis(9), NOON),
                new PaymentDisputed(LEARNER, "in_1Q2w", "dp_1Q2w", "needs_response", 0, PAID_GRANT, NOON.minusMillis(9), NOON),
                new DictationOpened(LEARNER, CHANNEL, VIDEO, 1, TITLES, NOON),
                new ProgressSaved(LEARNER, CHANNEL, VIDEO, 1, Map.of("17", "they walk\tin \"lines\""), List.of("3"),
                        1_793_534_400_040.0, 12.34, 90_500, TITLES, NOON),
                new ProgressSaved(LEARNER, CHANNEL, VIDEO, 1, Map.of(), List.of(), 0.5, 100, 0, null, NOON),
                new WordsMissed(LEARNER, List.of("lighthouse", "\u706f\u53f0"), NOON),
                new WordsLearned(LEARNER, List.of("lighthouse"), NOON),
                new ChannelRecommended(LEARNER, RECOMMENDATION, "Deep Look \u8682\u8681", "https://www.youtube.com/@deeplook", "en",
                        NOON, NOON),
                new ApprovalGiven(LEARNER, RECOMMENDATION, CHANNEL, "Deep Look", PICTURE, "https://www.youtube.com/@deeplook",
                        "public", "en", NOON.plusSeconds(1)),
                new RecommendationApproved(LEARNER, RECOMMENDATION, CHANNEL, NOON.plusSeconds(2)),
                new RecommendationRejected(LEARNER, RECOMMENDATION, "No reason provided", NOON.plusSeconds(1)),
                new ImageAttached(LEARNER, "FB_1793534400040", IMAGE, "image/png", "iVBORw0KGgo=", NOON),
                new FeedbackGiven(LEARNER, "FB_1793534400040", "ada@example.org", "Ada", "The \u706f\u53f0 is \"dark\"",
                        List.of(IMAGE), NOON),
                new FeedbackAnswered(LEARNER, "FB_1793534401040", "ada@example.org", "Admin", "It is lit.", List.of(),
                        NOON.plusSeconds(1)),
                new ErrorReported(LEARNER, REPORT, "ada@example.org", "Ada", CHANNEL, "Deep Look", VIDEO, "Ants",
                        "timing_error", "Line 3 comes\ttoo late", NOON),
                new ReportReviewed(LEARNER, REPORT, "resolved", "Thank you", NOON.plusSeconds(1), NOON.plusSeconds(1)),
                new ReportReviewed(LEARNER, REPORT, "pending", null, null, NOON.plusSeconds(2)),
                new ChannelListed(CHANNEL, "Deep Look", PICTURE, "", "public", "en", NOON),
                new ChannelRevised(CHANNEL, "Deeper Look", PICTURE, "https://www.youtube.com/@deeplook", "private", "en",
                        NOON),
                new RecommendationFollowed(CHANNEL, RECOMMENDATION, NOON),
                new VideoListed(CHANNEL, VIDEO, 1, LINK, "Ants", "private", NOON),
                new SubtitlesUploaded(CHANNEL, VIDEO, 1, "1\n00:00:01,000 --> 00:00:02,500\nAnts.\n", NOON),
                new TranscriptStored(CHANNEL, VIDEO, 1,
                        List.of(new TranscriptLine(1, 2.5, "Ants."), new TranscriptLine(3.04, 3.04, "More ants.")),
                        "uploaded_srt", NOON),
                new VideoRevised(CHANNEL, VIDEO, 1, LINK, "Ants, in lines", "public", NOON,
                        NOON.plusSeconds(1)),
                new TranscriptEdited(CHANNEL, VIDEO, 1, List.of(new TranscriptLine(1, 3.04, "Ants!")), true, NOON),
                new TranscriptEdited(CHANNEL, VIDEO, 1, List.of(), false, NOON),
                new TranscriptRestored(CHANNEL, VIDEO, 1, List.of(new TranscriptLine(1, 2.5, "Ants.")), NOON),
                new RefinementMarked(CHANNEL, VIDEO, 1, true, NOON),
                new VideoRemoved(CHANNEL, VIDEO, 1, NOON),
                new TranscriptFiltersSet(CHANNEL, List.of("[Music]", "\u266a"), NOON),
                new SessionRevoked(LEARNER, "16fd2706-8baf-433b-82eb-8c7fada847da", "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                        NOON.plus(Duration.ofMinutes(120)), NOON.plus(Duration.ofDays(180)), NOON));
    }

    private static PlanOutcome outcome(String plan, @Nullable Instant expiresAt) {
        return new PlanOutcome(plan, expiresAt, false, null, null);
    }

    /** Settings in an order of their own, with all that JSON knows. */
    private static Map<String, @Nullable Object> config() {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("playback_speed", 0.75);
        config.put("auto_repeat", 3);
        config.put("shortcuts", Map.of("repeat", "Tab"));
        config.put("language", null);
        config.put("shown", List.of("hints", true));
        return config;
    }

    /** The samples of one kind. */
    public static <E> List<E> of(Class<E> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
