package studio.dictation.command.vocabulary;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.events.vocabulary.WordsLearned;
import studio.dictation.events.vocabulary.WordsMissed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class VocabularyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");

    private AggregateTestFixture<Vocabulary> vocabulary;

    @BeforeEach
    void atNow() {
        vocabulary = new AggregateTestFixture<>(Vocabulary.class);
        vocabulary.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void takesWordsOnce() {
        vocabulary.givenNoPriorActivity().when(miss("ant", "bee", "ant")).expectEvents(missed("ant", "bee"));
    }

    @Test
    void takesNoWordThatItHas() {
        vocabulary.given(missed("ant", "bee")).when(miss("bee", "cat")).expectEvents(missed("cat"));
    }

    @Test
    void hasNothingToSayAboutWordsThatItHas() {
        vocabulary.given(missed("ant")).when(miss("ant")).expectNoEvents();
    }

    @Test
    void hasNothingToSayAboutNoWords() {
        vocabulary.given(missed("ant")).when(miss()).expectNoEvents();
    }

    @Test
    void givesWordsBack() {
        vocabulary.given(missed("ant", "bee")).when(learn("bee", "cat", "bee")).expectEvents(learned("bee"));
    }

    @Test
    void givesNoWordBackThatItDoesNotHave() {
        vocabulary.given(missed("ant"), learned("ant")).when(learn("ant")).expectNoEvents();
    }

    @Test
    void takesAWordAgainAfterItWasLearned() {
        vocabulary.given(missed("ant"), learned("ant")).when(miss("ant")).expectEvents(missed("ant"));
    }

    @Test
    void hasAnEnd() {
        var full = new WordsMissed(ADA, IntStream.range(0, Vocabulary.MOST_WORDS).mapToObj(i -> "word" + i).toList(), NOW);

        vocabulary.given(full).when(miss("one more")).expectException(VocabularyFull.class).expectNoEvents();
        vocabulary.given(full).when(miss("word7")).expectSuccessfulHandlerExecution().expectNoEvents();
        vocabulary.given(full, learned("word7")).when(miss("one more")).expectEvents(missed("one more"));
    }

    @Test
    void wantsWordsOfReasonableNumberAndLength() {
        assertThatThrownBy(() -> new MissWords(ADA, Collections.nCopies(1_001, "ant")))
                .asInstanceOf(type(InvalidInput.class)).extracting(InvalidInput::errors, list(FieldError.class))
                .extracting(FieldError::field).containsExactly("words");
        assertThatThrownBy(() -> new LearnWords(ADA, List.of("ant", "a".repeat(201), "\ud800")))
                .asInstanceOf(type(InvalidInput.class)).extracting(InvalidInput::errors, list(FieldError.class))
                .extracting(FieldError::field).containsExactly("words[1]", "words[2]");
    }

    private static MissWords miss(String... words) {
        return new MissWords(ADA, List.of(words));
    }

    private static LearnWords learn(String... words) {
        return new LearnWords(ADA, List.of(words));
    }

    private static WordsMissed missed(String... words) {
        return new WordsMissed(ADA, List.of(words), NOW);
    }

    private static WordsLearned learned(String... words) {
        return new WordsLearned(ADA, List.of(words), NOW);
    }
}
