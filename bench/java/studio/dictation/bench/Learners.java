package studio.dictation.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.ApplicationContext;
import studio.dictation.command.identity.RegisterAccount;
import studio.dictation.command.identity.Role;
import studio.dictation.command.kernel.Email;
import studio.dictation.command.kernel.VideoRef;
import studio.dictation.command.progress.SaveProgress;
import studio.dictation.events.progress.VideoTitles;

/**
 * Learners in the middle of a dictation; every save changes one line, as the clients' autosave does. What they will save is
 * made beforehand, so that a measurement holds the way from the command gateway to the commit and nothing of the caller's.
 */
final class Learners {
    static final int LINES = 40;
    private static final int SAVES = 16;
    private static final VideoTitles TITLES =
            new VideoTitles("Deep Look", "How the barnacle moved in", "https://www.youtube.com/watch?v=abcdefghijk");
    private final List<List<SaveProgress>> saves = new ArrayList<>();
    private final int[] turn;

    private Learners(List<UUID> accounts) {
        var random = new SplittableRandom(11);
        for (var account : accounts) {
            var lines = lines(LINES);
            List<SaveProgress> own = new ArrayList<>();
            for (int i = 0; i < SAVES; i++) {
                own.add(save(account, lines));
                lines.put(
                        Integer.toString(random.nextInt(LINES)),
                        "the quick brown fox wrote down sentence number " + random.nextInt(1_000_000));
            }
            saves.add(own);
        }
        turn = new int[accounts.size()];
    }

    static Learners register(ApplicationContext service, int count) {
        var commands = service.getBean(CommandGateway.class);
        List<UUID> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var account = UUID.randomUUID();
            commands.sendAndWait(new RegisterAccount(
                    account, new Email("bench-" + account + "@example.org"), "learner", "", null, Role.USER));
            accounts.add(account);
        }
        return new Learners(accounts);
    }

    int count() {
        return saves.size();
    }

    /** The next autosave of a learner; one thread at a time for each learner. Forth and back, so that one line differs. */
    SaveProgress save(int learner) {
        var own = saves.get(learner);
        int step = turn[learner]++ % (2 * SAVES - 2);
        return own.get(step < SAVES ? step : 2 * SAVES - 2 - step);
    }

    static Map<String, String> lines(int count) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            lines.put(Integer.toString(i), "the quick brown fox wrote down sentence number " + i);
        }
        return lines;
    }

    static SaveProgress save(UUID account, Map<String, String> lines) {
        return new SaveProgress(
                account, new VideoRef("deep_look", "abcdefghijk"), 1, TITLES, lines, 1.795393312475E12, 42.5, 15_000);
    }
}
