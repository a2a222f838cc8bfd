package studio.dictation.command.code;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.events.code.CodeIssued;
import studio.dictation.events.code.CodeRedeemed;
import studio.dictation.rules.CodeText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class MembershipCodeTest {
    private static final Instant MADE = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final Instant OVER = MADE.plusSeconds(3_600);
    private static final String RANDOM = "0123456789abcdef";
    private static final String TEXT = RANDOM + "-c2374668";
    private static final UUID GRANT = UUID.fromString("da6fe380-9471-3649-be43-5158b1adaaa5");
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000b0b0");

    @ParameterizedTest
    @CsvSource({"30days, 30", "60days, 60", "90days, 90", "permanent, 36500"})
    void isMadeForADurationThatHasAName(String duration, int days) {
        at(MADE).givenNoPriorActivity().when(IssueCode.named(RANDOM, duration)).expectEvents(issued(duration, days));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 45, 36_500})
    void isMadeForAnyNumberOfDays(int days) {
        at(MADE).givenNoPriorActivity().when(IssueCode.custom(RANDOM, days)).expectEvents(issued("custom_%ddays".formatted(days), days));
    }

    @Test
    void isToldToWhoeverMakesIt() {
        at(MADE).givenNoPriorActivity().when(IssueCode.named(RANDOM, "30days"))
                .expectResultMessagePayload(new CodeText(RANDOM, "c2374668"));
    }

    @Test
    void isMadeOnce() {
        at(MADE.plusSeconds(1)).given(issued()).when(IssueCode.named(RANDOM, "30days")).expectNoEvents()
                .expectResultMessagePayload(new CodeText(RANDOM, "c2374668"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "30Days", "permanent ", "custom_45days"})
    void isMadeForNoOtherDuration(String duration) {
        refuses(() -> IssueCode.named(RANDOM, duration), "Invalid duration specified", "duration");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -36_500, 36_501, Integer.MAX_VALUE})
    void isMadeForNoOtherNumberOfDays(int days) {
        refuses(() -> IssueCode.custom(RANDOM, days), "Invalid days specified. Must be a positive integer.", "days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg"})
    void isNamedBySixteenHexadecimalDigits(String random) {
        assertThatIllegalArgumentException().isThrownBy(() -> IssueCode.custom(random, 1));
        assertThatThrownBy(() -> new RedeemCode(new CodeText(random, "c2374668"), ADA).streamId()).isInstanceOf(CodeGone.class);
    }

    @ParameterizedTest
    @CsvSource({"1, Basic", "59, Basic", "60, Pro", "89, Pro", "90, Premium", "36500, Premium"})
    void givesTheLevelThatItsDaysStandFor(int days, String level) {
        var issued = issued("custom_%ddays".formatted(days), days);
        var text = CodeText.of(RANDOM, issued.duration(), issued.timestamp());

        at(OVER.minusSeconds(60)).given(issued).when(new RedeemCode(text, ADA))
                .expectEvents(new CodeRedeemed(ADA, RANDOM, GRANT, level, days, OVER, OVER.minusSeconds(60)));
    }

    @Test
    void canBeRedeemedAtOnceAndForAnHour() {
        at(MADE).given(issued()).when(redeem(ADA)).expectEvents(redeemed(MADE));
        at(OVER.minusMillis(1)).given(issued()).when(redeem(ADA)).expectEvents(redeemed(OVER.minusMillis(1)));
        at(OVER).given(issued()).when(redeem(ADA)).expectException(CodeGone.class).expectNoEvents();
    }

    @Test
    void isRedeemedOnceByWhomever() {
        at(MADE).given(issued(), redeemed(MADE)).when(redeem(ADA)).expectException(CodeGone.class).expectNoEvents();
        at(MADE).given(issued(), redeemed(MADE)).when(redeem(BOB)).expectException(CodeGone.class).expectNoEvents();
    }

    @Test
    void isRedeemedOnlyIfItIsThere() {
        at(MADE).givenNoPriorActivity().when(redeem(ADA)).expectException(CodeGone.class).expectNoEvents();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2374669", "C2374668", "c237466", "c23746680", "x"})
    void staysWhereItsCheckIsWrong(String check) {
        at(MADE).given(issued()).when(RedeemCode.typed(RANDOM + "-" + check, ADA))
                .expectException(CodeWrong.class).expectExceptionMessage("Invalid verification code").expectNoEvents();
    }

    @Test
    void tellsNobodyWhoseCheckIsWrongWhetherItWasRedeemed() {
        at(MADE).given(issued(), redeemed(MADE)).when(RedeemCode.typed(RANDOM + "-00000000", ADA))
                .expectException(CodeGone.class).expectExceptionMessage("Verification code not found or expired").expectNoEvents();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcdefc2374668", "0123456789abcdef-c237-4668", "-"})
    void isTypedInTwoParts(String typed) {
        refuses(() -> RedeemCode.typed(typed, ADA), "Invalid verification code format", "code");
    }

    @Test
    void isNotPrintedByCommandsAndEvents() {
        assertThat(new Object[] {IssueCode.named(RANDOM, "30days"), redeem(ADA), issued()})
                .extracting(Object::toString).allSatisfy(printed -> assertThat(printed).doesNotContain(RANDOM, "c2374668"));
    }

    private static void refuses(Runnable command, String message, String field) {
        assertThatThrownBy(command::run).hasMessage(message)
                .asInstanceOf(type(InvalidInput.class)).extracting(InvalidInput::errors, list(FieldError.class))
                .extracting(FieldError::field).containsExactly(field);
    }

    private static AggregateTestFixture<MembershipCode> at(Instant now) {
        var code = new AggregateTestFixture<>(MembershipCode.class);
        code.registerInjectableResource(Clock.fixed(now, ZoneOffset.UTC));
        return code;
    }

    private static RedeemCode redeem(UUID accountId) {
        return RedeemCode.typed(TEXT, accountId);
    }

    private static CodeIssued issued() {
        return issued("30days", 30);
    }

    private static CodeIssued issued(String duration, int days) {
        return new CodeIssued(RANDOM, duration, days, "1772355600.001", OVER, MADE);
    }

    private static CodeRedeemed redeemed(Instant at) {
        return new CodeRedeemed(ADA, RANDOM, GRANT, "Basic", 30, OVER, at);
    }
}
