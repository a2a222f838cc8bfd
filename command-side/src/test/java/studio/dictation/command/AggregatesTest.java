package studio.dictation.command;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.dictation.command.billing.DisputePayment;
import studio.dictation.command.billing.DisputePolicy;
import studio.dictation.command.billing.EndCheckout;
import studio.dictation.command.billing.FailPayment;
import studio.dictation.command.billing.PlanOffer;
import studio.dictation.command.billing.ReceivePayment;
import studio.dictation.command.billing.RefundPayment;
import studio.dictation.command.billing.RefundPolicy;
import studio.dictation.command.billing.StartCheckout;
import studio.dictation.command.billing.TakeBackPolicies;
import studio.dictation.command.catalog.ApplyFilters;
import studio.dictation.command.catalog.EditTranscript;
import studio.dictation.command.catalog.EditTranscriptLine;
import studio.dictation.command.catalog.ListChannel;
import studio.dictation.command.catalog.ListRecommendedChannel;
import studio.dictation.command.catalog.ListVideo;
import studio.dictation.command.catalog.MarkRefinement;
import studio.dictation.command.catalog.RemoveVideo;
import studio.dictation.command.catalog.RestoreTranscript;
import studio.dictation.command.catalog.ReviseChannel;
import studio.dictation.command.catalog.ReviseVideo;
import studio.dictation.command.catalog.SetTranscriptFilters;
import studio.dictation.command.catalog.StoreTranscript;
import studio.dictation.command.catalog.Subtitles;
import studio.dictation.command.catalog.TranscriptChanged;
import studio.dictation.command.catalog.TranscriptFilters;
import studio.dictation.command.catalog.TranscriptVersion;
import studio.dictation.command.catalog.VideoAlreadyListed;
import studio.dictation.command.catalog.VideoNotListed;
import studio.dictation.command.code.CodeGone;
import studio.dictation.command.code.IssueCode;
import studio.dictation.command.code.RedeemCode;
import studio.dictation.command.feedback.AnswerFeedback;
import studio.dictation.command.feedback.GiveFeedback;
import studio.dictation.command.feedback.Image;
import studio.dictation.command.identity.ChangeConfig;
import studio.dictation.command.identity.ChangePassword;
import studio.dictation.command.identity.ChangeProfile;
import studio.dictation.command.identity.EndSessions;
import studio.dictation.command.identity.GrantRole;
import studio.dictation.command.identity.KnownAddresses;
import studio.dictation.command.identity.KnownAdmins;
import studio.dictation.command.identity.RegisterAccount;
import studio.dictation.command.identity.RegisterVerifiedAccount;
import studio.dictation.command.identity.Role;
import studio.dictation.command.identity.UpgradePassword;
import studio.dictation.command.identity.VerifyEmail;
import studio.dictation.command.kernel.Email;
import studio.dictation.command.kernel.MillisecondTaken;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.command.membership.AmendGrant;
import studio.dictation.command.membership.ExpirePlan;
import studio.dictation.command.membership.GrantPlan;
import studio.dictation.command.membership.ObserveSubscription;
import studio.dictation.command.membership.OpenVideo;
import studio.dictation.command.membership.SetPlan;
import studio.dictation.command.membership.TellSubscriptions;
import studio.dictation.command.progress.OpenDictation;
import studio.dictation.command.progress.SaveProgress;
import studio.dictation.command.recommendation.ApproveRecommendation;
import studio.dictation.command.recommendation.ConcludeApproval;
import studio.dictation.command.recommendation.RecommendChannel;
import studio.dictation.command.recommendation.RejectRecommendation;
import studio.dictation.command.report.ReportError;
import studio.dictation.command.report.ReviewReport;
import studio.dictation.command.session.RevokeSession;
import studio.dictation.command.vocabulary.LearnWords;
import studio.dictation.command.vocabulary.MissWords;
import studio.dictation.events.catalog.TranscriptLine;
import studio.dictation.events.identity.PasswordVerifier;
import studio.dictation.events.progress.VideoTitles;
import studio.dictation.rules.CodeText;
import studio.dictation.rules.PlanLevel;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AggregatesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000b0b0");
    private static final VideoRef VIDEO = new VideoRef("deep_look", "dQw4w9WgX-_");
    private static final VideoRef OTHER = new VideoRef("deep_look", "jNQXAC9IVRw");
    private static final String LINK = "https://youtu.be/dQw4w9WgX-_";
    private static final PasswordVerifier PASSWORD = PasswordVerifier.of("secret! ".repeat(8).getBytes(StandardCharsets.UTF_8), 600_000);
    private static final PasswordVerifier STRONGER = PasswordVerifier.of("secret! ".repeat(8).getBytes(StandardCharsets.UTF_8), 700_000);
    private static final PasswordVerifier LATER = PasswordVerifier.of("secret! ".repeat(8).getBytes(StandardCharsets.UTF_8), 800_000);
    private static final String TYPED = "what only the learner typed";

    private static final String RECOMMENDATION = "REC_" + NOW.toEpochMilli();

    private static final ListVideo LIST_VIDEO = new ListVideo(VIDEO, LINK, "Ants", "private",
            new Subtitles("the file", List.of(new TranscriptLine(0, 1.5, "Hello.")), 0));

    private static final ListVideo LIST_OTHER_VIDEO = new ListVideo(OTHER, LINK, "Bees", "private",
            new Subtitles("the file", List.of(new TranscriptLine(0, 1.5, "Hello.")), 0));
    private static final RemoveVideo REMOVE_OTHER_VIDEO = new RemoveVideo(OTHER);
    private static final Set<TranscriptVersion> AS_LISTED = Set.of(new TranscriptVersion(1, 1));
    private static final List<TranscriptLine> EDITED =
            List.of(new TranscriptLine(0, 1.5, "Hello."), new TranscriptLine(1.5, 2, "Bye."));
    private static final RestoreTranscript RESTORE = new RestoreTranscript(VIDEO, AS_LISTED, LIST_VIDEO.subtitles().lines());
    private static final TranscriptFilters FILTERS = new TranscriptFilters(List.of("[music]"));

    private static final RecommendChannel RECOMMEND = new RecommendChannel(NOW, ADA, TYPED, LINK, "en", 0);
    private static final RecommendChannel RECOMMEND_OTHER = new RecommendChannel(NOW.plusMillis(1), ADA, TYPED, LINK, "en", 1);
    private static final GiveFeedback GIVE_FEEDBACK = new GiveFeedback(NOW, ADA, "ada@example.org", "Ada", TYPED,
            List.of(Image.of(new UUID(0, 3), "GIF89a".getBytes(StandardCharsets.US_ASCII))));
    private static final AnswerFeedback ANSWER_FEEDBACK =
            new AnswerFeedback(NOW.plusMillis(1), ADA, "ada@example.org", "Root", TYPED, List.of());
    private static final ReportError REPORT_ERROR =
            new ReportError(NOW, ADA, "ada@example.org", "Ada", VIDEO, "Deep Look", "Ants", "other", TYPED);

    private static final IssueCode ISSUE_CODE = IssueCode.named("0123456789abcdef", "30days");
    private static final CodeText CODE = CodeText.of(ISSUE_CODE.random(), ISSUE_CODE.duration(), CodeText.timestamp(NOW));
    private static final RedeemCode REDEEM_CODE = new RedeemCode(CODE, ADA);
    private static final TakeBackPolicies POLICIES = new TakeBackPolicies(RefundPolicy.FULL, DisputePolicy.SUSPEND);

    private final JsonMapper snapshots = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultVisibility(visible -> visible.with(Visibility.NONE).withFieldVisibility(Visibility.ANY)
                    .withCreatorVisibility(Visibility.ANY))
            .build();
    private CommandSide side;

    static List<Object> commands() {
        return List.of(
                new RegisterAccount(ADA, new Email("ada@example.org"), "Ada", "", PASSWORD, Role.USER),
                new ChangeProfile(ADA, "Countess", "https://img.example/a.png"),
                new GrantRole(ADA, Role.ADMIN),
                new OpenVideo(ADA, VIDEO),
                GrantPlan.byDays(ADA, new UUID(0, 1), 30, "admin"),
                new OpenVideo(ADA, OTHER),
                new OpenDictation(ADA, VIDEO, 1, new VideoTitles("Deep Look", "Ants", LINK)),
                new SaveProgress(ADA, VIDEO, 1, new VideoTitles("Deep Look", "Ants", LINK), Map.of("0", TYPED), 5, 50, 90),
                new ListChannel("deep_look", "Deep Look", LINK, "", "public", "en"),
                LIST_VIDEO,
                new StoreTranscript(VIDEO, 1, List.of(new TranscriptLine(0, 1.5, "Hello.")), "youtube"),
                new RevokeSession(ADA, "family", "token", NOW.plusSeconds(7_200), NOW.plus(Duration.ofDays(180))),
                new AmendGrant(ADA, new UUID(0, 1), 20, "refund", "ch_1", 1),
                new ObserveSubscription(ADA, "sub_1", "active", PlanLevel.BASIC, NOW.plus(Duration.ofDays(30)), false, null, NOW),
                new ExpirePlan(ADA),
                new TellSubscriptions(ADA),
                new SetPlan(ADA, new UUID(0, 2), PlanLevel.PRO, 90, "admin"),
                new ChangeConfig(ADA, "Countess", null, "ja", Map.of("auto_repeat", 2, "shortcuts", Map.of("next", TYPED))),
                new RegisterVerifiedAccount(BOB, new Email("bob@example.org"), "Bob", ""),
                new UpgradePassword(ADA, PASSWORD, STRONGER),
                new VerifyEmail(ADA),
                new ChangePassword(ADA, null, LATER),
                new EndSessions(BOB),
                new MissWords(ADA, List.of("ant", TYPED)),
                new LearnWords(ADA, List.of("bee")),
                RECOMMEND,
                new ApproveRecommendation(RECOMMENDATION, "ants", "Ants", LINK, "", "public", "en"),
                new ListRecommendedChannel(RECOMMENDATION, new ListChannel("ants", "Ants", LINK, "", "public", "en")),
                new ConcludeApproval(RECOMMENDATION, null),
                RECOMMEND_OTHER,
                new RejectRecommendation("REC_" + NOW.plusMillis(1).toEpochMilli(), TYPED),
                new ReviseChannel("deep_look", "Deeper Look", null, null, null, null),
                new ReviseVideo(VIDEO, "Bees", "public", null),
                LIST_OTHER_VIDEO,
                REMOVE_OTHER_VIDEO,
                RESTORE,
                new EditTranscript(VIDEO, AS_LISTED, EDITED),
                new EditTranscriptLine(VIDEO, AS_LISTED, 1, EDITED.getLast()),
                new ApplyFilters(VIDEO, AS_LISTED, FILTERS),
                new MarkRefinement(VIDEO, true),
                new SetTranscriptFilters("deep_look", FILTERS),
                GIVE_FEEDBACK,
                ANSWER_FEEDBACK,
                REPORT_ERROR,
                new ReviewReport(REPORT_ERROR.reportId(), "resolved", TYPED),
                ISSUE_CODE,
                REDEEM_CODE,
                new StartCheckout(ADA, "cs_1", new PlanOffer(PlanLevel.PRO, 90, 699L, "usd"), false),
                new EndCheckout(ADA, "cs_1", EndCheckout.Outcome.EXPIRED),
                new FailPayment(ADA, "in_1", 1),
                new ReceivePayment(ADA, "in_1", PlanLevel.PRO, 699, "usd", NOW, "cs_1", "sub_1", "cus_1"),
                new RefundPayment("in_1", "ch_1", 699, 699, "usd", POLICIES, NOW),
                new DisputePayment("in_1", "dp_1", "lost", POLICIES, NOW));
    }

    static Stream<String> streams() {
        return commands().stream().map(AggregatesTest::streamOf).distinct();
    }

    @BeforeEach
    void sendEverything() {
        side = new CommandSide(Clock.fixed(NOW, ZoneOffset.UTC), new KnownAddresses(), new KnownAdmins());
        commands().forEach(side::send);
    }

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void everyCommandIsTriedHere() {
        assertThat(commands().stream().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(CommandSide.commands());
    }

    @Test
    void everyAggregateIsTriedHere() {
        assertThat(CommandSide.aggregates().stream().map(type -> type.getAnnotation(AggregateRoot.class).type()))
                .containsExactlyInAnyOrderElementsOf(streams().map(AggregatesTest::typeOf).distinct().toList());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyEventStandsInTheStreamThatItsCommandNamed(String stream) {
        assertThat(side.stream(stream)).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getAggregateIdentifier()).isEqualTo(stream);
            assertThat(event.getType()).isEqualTo(typeOf(stream));
        });
    }

    @Test
    void everyCommandMayArriveTwice() {
        var before = streams().collect(Collectors.toMap(stream -> stream, this::length));
        var refused = List.of(LIST_VIDEO, LIST_OTHER_VIDEO, REMOVE_OTHER_VIDEO, RESTORE,
                GIVE_FEEDBACK, ANSWER_FEEDBACK, REPORT_ERROR, RECOMMEND, RECOMMEND_OTHER, REDEEM_CODE);
        commands().stream().filter(command -> !refused.contains(command)).forEach(side::send);
        for (var named : List.of(GIVE_FEEDBACK, ANSWER_FEEDBACK, REPORT_ERROR, RECOMMEND, RECOMMEND_OTHER)) {
            assertThatExceptionOfType(MillisecondTaken.class).isThrownBy(() -> side.send(named));
        }
        assertThatExceptionOfType(VideoAlreadyListed.class).isThrownBy(() -> side.send(LIST_VIDEO));
        assertThatExceptionOfType(VideoNotListed.class).isThrownBy(() -> side.send(REMOVE_OTHER_VIDEO));
        assertThatExceptionOfType(CodeGone.class).isThrownBy(() -> side.send(REDEEM_CODE));
        // what it would undo was done by somebody who knew better
        assertThatExceptionOfType(TranscriptChanged.class).isThrownBy(() -> side.send(RESTORE));
        // a save is recorded each time: the client was there
        before.computeIfPresent(streamOf(commands().get(7)), (stream, length) -> length + 1);
        // sign-ins from in between have to end too
        before.computeIfPresent(streamOf(new EndSessions(BOB)), (stream, length) -> length + 1);
        // saving a channel describes it as at first, then it is revised again
        before.computeIfPresent("channel:deep_look", (stream, length) -> length + 2);
        assertThat(before).allSatisfy((stream, length) -> assertThat(length(stream)).as(stream).isEqualTo(length));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyAggregateCanBeKeptAsASnapshotOfItsFields(String stream) {
        var replayed = side.replayed(stream);
        var json = snapshots.writeValueAsString(replayed);
        var read = snapshots.readValue(json, replayed.getClass());
        assertThat(read).usingRecursiveComparison().isEqualTo(replayed);
        assertThat(snapshots.writeValueAsString(read)).isEqualTo(json).contains("\"id\":\"" + stream + "\"");
    }

    @Test
    void everyAggregateHasARevisionForItsSnapshots() {
        assertThat(CommandSide.aggregates()).allSatisfy(type -> assertThat(type).hasAnnotation(Revision.class));
    }

    @Test
    void nothingPrintsAPasswordVerifierOrWhatWasTyped() {
        var printed = Stream.of(commands().stream(), commands().stream().map(GenericCommandMessage::asCommandMessage),
                streams().flatMap(stream -> side.stream(stream).stream()), streams().map(side::replayed))
                .flatMap(part -> part).map(Object::toString).toList();
        assertThat(printed).hasSizeGreaterThan(20).allSatisfy(text ->
                assertThat(text).doesNotContain(PASSWORD.saltAndKey(), "secret!", CODE.full(), CODE.check()));
        assertThat(commands()).allSatisfy(command -> assertThat(command.toString()).doesNotContain(TYPED));
    }

    @Test
    void noSnapshotHoldsAPasswordVerifier() {
        assertThat(streams()).allSatisfy(stream -> assertThat(snapshots.writeValueAsString(side.replayed(stream)))
                .doesNotContain(PASSWORD.saltAndKey()));
    }

    private int length(String stream) {
        return side.stream(stream).size();
    }

    private static String streamOf(Object command) {
        return AnnotationCommandTargetResolver.builder().build()
                .resolveTarget(GenericCommandMessage.asCommandMessage(command)).getIdentifier();
    }

    private static String typeOf(String stream) {
        return stream.substring(0, stream.indexOf(':'));
    }
}
