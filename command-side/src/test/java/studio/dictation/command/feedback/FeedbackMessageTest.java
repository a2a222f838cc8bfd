package studio.dictation.command.feedback;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.command.kernel.MillisecondTaken;
import studio.dictation.events.feedback.FeedbackAnswered;
import studio.dictation.events.feedback.FeedbackGiven;
import studio.dictation.events.feedback.ImageAttached;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class FeedbackMessageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final String ID = "FB_1772355600001";
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000b0b0");
    private static final Image FIRST = Image.of(new UUID(0, 1), ImageTest.png(8));
    private static final Image SECOND = Image.of(new UUID(0, 2), ImageTest.png(9));

    private final AggregateTestFixture<FeedbackMessage> message = new AggregateTestFixture<>(FeedbackMessage.class);

    @Test
    void isGivenByALearner() {
        message.givenNoPriorActivity().when(give("It is dark.")).expectEvents(given("It is dark."));
    }

    @Test
    void isAnAnswerToALearner() {
        message.givenNoPriorActivity()
                .when(new AnswerFeedback(NOW, ADA, "ada@example.org", "Root", " It is lit. ", List.of()))
                .expectEvents(new FeedbackAnswered(ADA, ID, "ada@example.org", "Root", "It is lit.", List.of(), NOW));
    }

    @Test
    void comesAfterItsImages() {
        message.givenNoPriorActivity()
                .when(give("See", FIRST, SECOND))
                .expectEvents(
                        new ImageAttached(ADA, ID, FIRST.id(), "image/png", FIRST.content(), NOW),
                        new ImageAttached(ADA, ID, SECOND.id(), "image/png", SECOND.content(), NOW),
                        given("See", FIRST, SECOND));
    }

    @Test
    void isTrimmed() {
        message.givenNoPriorActivity().when(give("\n  It is\n dark. \t")).expectEvents(given("It is\n dark."));
    }

    @Test
    void hasAnIdOfItsOwn() {
        message.given(given("It is dark.")).when(give("It is dark.")).expectException(MillisecondTaken.class).expectNoEvents();
        message.given(given("It is dark."))
                .when(new GiveFeedback(NOW, BOB, "bob@example.org", "Bob", "Where am I?", List.of()))
                .expectException(MillisecondTaken.class).expectNoEvents();
        message.given(new FeedbackAnswered(BOB, ID, "bob@example.org", "Root", "Here.", List.of(), NOW))
                .when(give("It is dark.")).expectException(MillisecondTaken.class).expectNoEvents();
        message.given(given("It is dark."))
                .when(new AnswerFeedback(NOW, ADA, "ada@example.org", "Root", "It is lit.", List.of()))
                .expectException(MillisecondTaken.class).expectNoEvents();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\u3000", "\ud800"})
    void saysSomething(String text) {
        refuses(() -> give(text), "message");
        refuses(() -> new AnswerFeedback(NOW, ADA, "ada@example.org", "Root", text, List.of()), "response");
    }

    @Test
    void hasALengthAndANumberOfImages() {
        message.givenNoPriorActivity().when(give("\u706f".repeat(4_000), FIRST, FIRST, FIRST, FIRST))
                .expectSuccessfulHandlerExecution();
        refuses(() -> give("a".repeat(4_001)), "message");
        refuses(() -> new GiveFeedback(NOW, ADA, "ada@example.org", "Ada", "See", Collections.nCopies(5, FIRST)), "images");
    }

    private static void refuses(Runnable command, String field) {
        assertThatThrownBy(command::run)
                .asInstanceOf(type(InvalidInput.class)).extracting(InvalidInput::errors, list(FieldError.class))
                .extracting(FieldError::field).containsExactly(field);
    }

    private static GiveFeedback give(String text, Image... images) {
        return new GiveFeedback(NOW, ADA, "ada@example.org", "Ada", text, List.of(images));
    }

    private static FeedbackGiven given(String text, Image... images) {
        return new FeedbackGiven(ADA, ID, "ada@example.org", "Ada", text, List.of(images).stream().map(Image::id).toList(), NOW);
    }
}
