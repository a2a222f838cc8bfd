package studio.dictation.app.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

/** Does the same to several accounts, which an administrator names by their e-mail addresses. */
@Component
public class EachAccount {
    private static final int MOST_EMAILS = 1_000;

    private final Commands commands;
    private final Queries queries;
    private final Problems problems;

    EachAccount(Commands commands, Queries queries, Problems problems) {
        this.commands = commands;
        this.queries = queries;
        this.problems = problems;
    }

    /** The addresses given, each account's once and as it was spelt first; refused when there are too many. */
    public static List<String> distinct(@Nullable List<@Nullable String> emails) {
        var given = new LinkedHashMap<String, String>();
        for (var email : emails == null ? List.<String>of() : emails) {
            if (email != null && !email.isBlank()) {
                given.putIfAbsent(Email.normalized(email), email);
            }
        }
        new Checks().that(given.size() <= MOST_EMAILS, "emails", "must have at most 1,000 addresses").orRefuse();
        return new ArrayList<>(given.values());
    }

    /** Sends commands to each account that exists; one that is refused holds up none but those behind it to the same. */
    public List<Done> send(List<String> emails, Function<AccountView, List<Command>> commandsFor) {
        Map<String, List<Command>> sent = new LinkedHashMap<>();
        for (var email : emails) {
            queries.account(email).ifPresent(account -> sent.put(email, commandsFor.apply(account)));
        }
        Map<String, Throwable> failures = new LinkedHashMap<>();
        var outcomes = commands.sendEach(List.copyOf(sent.values())).iterator();
        sent.keySet().forEach(email -> outcomes.next().failed().ifPresent(why -> failures.put(email, why)));
        return emails.stream().map(email -> done(email, sent.containsKey(email), failures.get(email))).toList();
    }

    /** The account of an address as it is after a command to it; says in the answer if reads are out of reach now. */
    public Optional<AccountView> afterwards(String email) {
        var account = queries.findIfReachable(new GetAccount(Email.normalized(email)), AccountView.class);
        if (account.isEmpty()) {
            commands.notYetVisible();
        }
        return account;
    }

    private Done done(String email, boolean exists, @Nullable Throwable failure) {
        if (!exists) {
            return new Done(email, "User not found");
        }
        return new Done(email, failure == null ? null : problems.ofItem(failure).error());
    }

    /**
     * What became of one address.
     *
     * @param email as it was given
     * @param error why it was not done, or not all of it; null if it was
     */
    public record Done(String email, @Nullable String error) {}

    /** The answer of A9 and A10. */
    public record Report(String message, List<Result> results) {
        /** Counts the results of an update of {@code what}. */
        public static Report of(String what, List<Result> results) {
            var successful = results.stream().filter(Result::success).count();
            return new Report("%s update completed. %d successful, %d failed."
                    .formatted(what, successful, results.size() - successful), results);
        }
    }

    /** What became of one address, for the client. */
    public record Result(String email, boolean success, String message) {}
}
