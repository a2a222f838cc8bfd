package studio.dictation.command.report;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.MillisecondTaken;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.events.report.ErrorReported;
import studio.dictation.events.report.ReportReviewed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class ErrorReportTest {
    private static final Instant SENT = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final Instant THEN = SENT.plusSeconds(60);
    private static final Instant NOW = SENT.plusSeconds(120);
    private static final String ID = "VER_1772355600001_ada_example_org";
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final VideoRef VIDEO = new VideoRef("deep_look", "dQw4w9WgX-_");

    @Test
    void isSentByALearner() {
        report().givenNoPriorActivity().when(send("other", " Line 3 is missing.\n")).expectEvents(reported());
    }

    @Test
    void hasMillisecondsOfItsOwn() {
        report().given(reported()).when(send("other", "Line 3 is missing."))
                .expectException(MillisecondTaken.class).expectNoEvents();
        report().given(reported())
                .when(new ReportError(SENT, new UUID(0, 1), "bob@example.org", "Bob", VIDEO, "Deep Look", "Ants", "other", "?"))
                .expectException(MillisecondTaken.class).expectNoEvents();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada_example_org", "a.b+c@example.co.uk, a_b+c_example_co_uk", "a/b%c;d#e@example.org, a_b_c_d_e_example_org"
    })
    void isNamedByItsInstantAndItsSender(String email, String name) {
        assertThat(ErrorReport.reportId(SENT, email)).isEqualTo("VER_1772355600001_" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "rejected"})
    void isSettled(String status) {
        given().when(review(status, "Thank you")).expectEvents(reviewed(status, "Thank you", NOW, NOW));
    }

    @Test
    void isSettledOnce() {
        given(reviewed("resolved", "Thank you", THEN, THEN)).when(review("resolved", "Thank you")).expectNoEvents();
        given(reviewed("resolved", "Thank you", THEN, THEN)).when(review("resolved", null)).expectNoEvents();
        given().when(review("pending", null)).expectNoEvents();
    }

    @Test
    void isSettledSinceItWasSettledSo() {
        given(reviewed("resolved", null, THEN, THEN)).when(review("resolved", "Thank you"))
                .expectEvents(reviewed("resolved", "Thank you", THEN, NOW));
        given(reviewed("resolved", "Thank you", THEN, THEN)).when(review("rejected", null))
                .expectEvents(reviewed("rejected", "Thank you", NOW, NOW));
    }

    @Test
    void canBeOpenedAgain() {
        given(reviewed("resolved", "Thank you", THEN, THEN)).when(review("pending", " "))
                .expectEvents(reviewed("pending", "Thank you", null, NOW));
    }

    @Test
    void isReviewedOnlyIfItIsThere() {
        report().givenNoPriorActivity().when(review("resolved", null)).expectException(ReportUnknown.class);
        for (var other : new String[] {"VER_1772355600001_bob_example_org", "VER_01772355600001_ada_example_org"}) {
            given().when(new ReviewReport(other, "resolved", null)).expectException(ReportUnknown.class).expectNoEvents();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "VER_", "VER_1_", "VER_x_ada", "REC_1_ada", "VER_-1_ada", "VER_1234567890123456_ada"})
    void hasAnIdOfItsForm(String id) {
        assertThatThrownBy(() -> new ReviewReport(id, "resolved", null).streamId()).isInstanceOf(ReportUnknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Resolved", "approved"})
    void hasAStatusOfThree(String status) {
        refuses(() -> review(status, null), "Invalid status", "status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Other", "typo"})
    void hasATypeOfFour(String errorType) {
        refuses(() -> send(errorType, "?"), "Invalid error type", "errorType");
    }

    @Test
    void isNotEndless() {
        refuses(() -> send("other", "a".repeat(4_001)), "description must have 1 to 4,000 characters", "description");
        refuses(() -> send("other", " "), "description is required", "description");
        refuses(() -> review("resolved", "a".repeat(4_001)), "adminResponse must have at most 4,000 characters", "adminResponse");
        assertThatThrownBy(() -> new ReportError(
                SENT, ADA, "ada@example.org", "Ada", VIDEO, "a".repeat(501), "\ud800", "other", "?"))
                .asInstanceOf(type(InvalidInput.class)).extracting(InvalidInput::errors, list(FieldError.class))
                .extracting(FieldError::field).containsExactly("channelName", "videoTitle");
    }

    private static void refuses(Runnable command, String message, String field) {
        assertThatThrownBy(command::run).hasMessage(message)
                .asInstanceOf(type(InvalidInput.class)).extracting(InvalidInput::errors, list(FieldError.class))
                .extracting(FieldError::field).containsExactly(field);
    }

    private static AggregateTestFixture<ErrorReport> report() {
        var report = new AggregateTestFixture<>(ErrorReport.class);
        report.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
        return report;
    }

    private static TestExecutor<ErrorReport> given(ReportReviewed... reviews) {
        return report().given(reported()).andGiven((Object[]) reviews);
    }

    private static ReportError send(String errorType, String description) {
        return new ReportError(SENT, ADA, "ada@example.org", "Ada", VIDEO, "Deep Look", " Ants ", errorType, description);
    }

    private static ReviewReport review(String status, @Nullable String response) {
        return new ReviewReport(ID, status, response);
    }

    private static ErrorReported reported() {
        return new ErrorReported(ADA, ID, "ada@example.org", "Ada", "deep_look", "Deep Look", "dQw4w9WgX-_", "Ants", "other",
                "Line 3 is missing.", SENT);
    }

    private static ReportReviewed reviewed(String status, @Nullable String response, @Nullable Instant since, Instant at) {
        return new ReportReviewed(ADA, ID, status, response, since, at);
    }
}
