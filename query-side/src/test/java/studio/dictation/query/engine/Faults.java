package studio.dictation.query.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.query.Projections;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/** The projections of the service with something put in the way of saved dictations. */
final class Faults {
    private static final Codec<String> TEXT = new Codec<>() {
        @Override
        public String read(byte[] stored) {
            return new String(stored, StandardCharsets.UTF_8);
        }

        @Override
        public byte[] write(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }
    };

    private Faults() {}

    /** Learners, with something done when a save is handed to the handlers, after all others. */
    static List<Projection> whenHandled(Consumer<ProgressSaved> fault) {
        return with(changes -> new Handled(fault));
    }

    /** Learners, with the saves of an account refused for as long as told. */
    static List<Projection> refusingSavesOf(UUID account, BooleanSupplier refused) {
        return whenHandled(save -> {
            if (refused.getAsBoolean() && save.accountId().equals(account)) {
                throw new IllegalStateException("Refused by the test");
            }
        });
    }

    /** Learners, with something done while the changes of a save to the learner's account are applied. */
    static List<Projection> whenAccountApplied(Consumer<ProgressSaved> fault) {
        return with(changes -> new Applied(changes, event -> Key.user(event.accountId()), fault));
    }

    /** Learners, with something done while the changes of a save to the dictation are applied. */
    static List<Projection> whenDictationApplied(Consumer<ProgressSaved> fault) {
        return with(changes -> new Applied(changes,
                event -> Key.progress(event.accountId(), event.channelId(), event.videoId()), fault));
    }

    /** Learners, with something done while a field of a save is made bytes. */
    static List<Projection> whenWritten(Consumer<String> fault) {
        return with(changes -> new Written(changes, fault));
    }

    private static List<Projection> with(Function<Changes, Object> handler) {
        var base = Projections.LEARNERS;
        return List.of(new Projection(base.name(), base.database(), base.layout(), base.segmented(), changes -> Stream.concat(
                base.handlers().apply(changes).stream(), Stream.of(handler.apply(changes))).toList()));
    }

    private record Handled(Consumer<ProgressSaved> fault) {
        @EventHandler
        void on(ProgressSaved event) {
            fault.accept(event);
        }
    }

    private record Applied(Changes changes, Function<ProgressSaved, Key> key, Consumer<ProgressSaved> fault) {
        @EventHandler
        void on(ProgressSaved event) {
            changes.hash(key.apply(event)).update(Field.UPDATED_AT, TEXT, text -> {
                fault.accept(event);
                return text;
            });
        }
    }

    private record Written(Changes changes, Consumer<String> fault) {
        @EventHandler
        void on(ProgressSaved event) {
            // Of a field that no other event of the batch sets: what is set anew is not written.
            changes.hash(Key.user(event.accountId())).update(Field.CREATED_AT, new Codec<String>() {
                @Override
                public String read(byte[] stored) {
                    return TEXT.read(stored);
                }

                @Override
                public byte[] write(String value) {
                    fault.accept(event.accountId().toString());
                    return TEXT.write(value);
                }
            }, text -> text);
        }
    }
}
