package studio.dictation.app.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import studio.dictation.command.kernel.MillisecondTaken;

/** Sends what is named by the millisecond in which it is sent: in the present one, or the next that nobody has taken. */
@Component
public class FreeMillisecond {
    private static final int ATTEMPTS = 1_000;

    private final Commands commands;
    private final Clock clock;

    FreeMillisecond(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** Sends the command made for an instant, as {@link Commands#send} does; answers the one that was carried out. */
    public <C> C send(Function<Instant, C> command) {
        var at = clock.instant();
        for (int attempt = 1; ; attempt++) {
            var made = command.apply(at);
            var outcome = commands.sendEach(List.of(List.of(made))).getFirst();
            if (attempt == ATTEMPTS || !outcome.refusedAs(MillisecondTaken.CODE)) {
                outcome.orThrow();
                return made;
            }
            at = later(at.plusMillis(1), clock.instant());
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
