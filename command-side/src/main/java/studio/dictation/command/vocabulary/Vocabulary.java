package studio.dictation.command.vocabulary;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.vocabulary.WordsLearned;
import studio.dictation.events.vocabulary.WordsMissed;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a word is on a learner's list once, and the list has an end. */
@AggregateRoot(type = Vocabulary.TYPE)
@Revision("1")
public class Vocabulary {
    static final String TYPE = "vocabulary";
    static final int MOST_WORDS = 10_000;

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String id;
    private Set<String> words = new HashSet<>();

    Vocabulary() {}

    static String streamId(UUID accountId) {
        return TYPE + ":" + accountId;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(MissWords command, Clock clock) {
        var missed = command.words().stream().filter(word -> !words.contains(word)).toList();
        if (missed.size() + words.size() > MOST_WORDS) {
            throw new VocabularyFull(MOST_WORDS);
        }
        if (!missed.isEmpty()) {
            apply(new WordsMissed(command.accountId(), missed, clock.instant()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(LearnWords command, Clock clock) {
        // One that stays empty has no event to be named by, and Axon asks for the name.
        id = command.streamId();
        var learned = command.words().stream().filter(words::contains).toList();
        if (!learned.isEmpty()) {
            apply(new WordsLearned(command.accountId(), learned, clock.instant()));
        }
    }

    @EventSourcingHandler
    void on(WordsMissed event) {
        id = streamId(event.accountId());
        words.addAll(event.words());
    }

    @EventSourcingHandler
    void on(WordsLearned event) {
        event.words().forEach(words::remove);
    }
}
