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

/** Learners in the middle of a dictation; every save changes one line, as the clients' autosave does. */
final class Learners {
    static final int LINES = 40;
    private static final VideoTitles TITLES =
            new VideoTitles("Deep Look", "How the barnacle moved in", "https://www.youtube.com/watch?v=abcdefghijk");
    private final List<UUID> accounts;
    private final List<Map<String, String>> typed = new ArrayList<>();

    private Learners(List<UUID> accounts) {
        this.accounts = accounts;
        accounts.forEach(account -> typed.add(lines(LINES)));
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

    static Map<String, String> lines(int count) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            lines.put(Integer.toString(i), "the quick brown fox wrote down sentence number " + i);
        }
        return lines;
    }

    int count() {
        return accounts.size();
    }

    List<UUID> accounts() {
        return accounts;
    }

    /** The next autosave of a learner; one thread at a time for each learner. */
    SaveProgress save(int learner, SplittableRandom random) {
        var lines = typed.get(learner);
        lines.put(
                Integer.toString(random.nextInt(LINES)),
                "the quick brown fox wrote down sentence number " + random.nextInt(1_000_000));
        return save(accounts.get(learner), lines);
    }

    static SaveProgress save(UUID account, Map<String, String> lines) {
        return new SaveProgress(
                account, new VideoRef("deep_look", "abcdefghijk"), 1, TITLES, lines, 1.795393312475E12, 42.5, 15_000);
    }
}
