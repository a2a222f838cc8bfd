package studio.dictation.app.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.faults.Caller.Request;
import studio.dictation.app.faults.Write.Outcome;
import studio.dictation.app.http.Answer;

/** Somebody who sends requests to either service and notes what became of them. */
final class Client {
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;
    private static final String PROJECTION = "x-ds-projection";
    private static final String VERIFIER = "%s:%s".formatted("12".repeat(32), "34".repeat(32));
    /** Long after the last fault has been undone. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final String name;
    private final Caller caller;
    private final Random random;
    private final BooleanSupplier ended;
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
    private int number;

    Client(String name, Caller caller, Random random, BooleanSupplier ended) {
        this.name = name;
        this.caller = caller;
        this.random = random;
        this.ended = ended;
    }

    /** An account and its access token. */
    record Account(String email, String token) {
        String object(String what) {
            return what + " of " + email;
        }
    }

    /**
     * What a request does when it is done.
     *
     * @param event   name of the event that it makes
     * @param mark    what tells that event from all others of its name
     * @param objects what shows it
     * @param amount  what it adds there
     */
    record Effect(String event, String mark, List<String> objects, long amount) {}

    Random random() {
        return random;
    }

    List<Write> writes() {
        return List.copyOf(writes);
    }

    List<Read> reads() {
        return List.copyOf(reads);
    }

    /** A text that nobody else has. */
    String nextMark() {
        return "%s-%d".formatted(name, ++number);
    }

    /** Opens an account; nothing if it isn't known to be open, or not shown yet. */
    Optional<Account> register() {
        var email = nextMark() + "@example.org";
        var answer = write(new Effect(StoredHistory.REGISTERED, email, List.of("account of " + email), 1),
                Request.post("/auth/register", "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"%s\",\"avatar\":\"\"}".formatted(email, VERIFIER)),
                null, false, Set.of(), done -> true);
        var account = answer.filter(done -> done.header(PROJECTION).isEmpty()).map(done -> new Account(email, done.header("x-ds-access-token").orElseThrow()));
        account.ifPresent(known -> read(known.object("account"), Request.get("/user/config"), known,
                shown -> new Read.Last(shown.at("/config/email"))));
        return account;
    }

    /**
     * Sends what changes something.
     *
     * @param keyed    whether it is sent under an {@code Idempotency-Key}, and then until it is answered
     * @param refusals statuses that say no for good
     * @param done     whether an answer of status 200 says yes
     * @return the answer that says yes
     */
    Optional<Answer> write(
            Effect effect, Request request, @Nullable String token, boolean keyed, Set<Integer> refusals, Predicate<Answer> done) {
        long begun = System.nanoTime();
        var sent = attempts(request, token, keyed ? effect.mark : null, refusals, done);
        note(effect, begun, sent.outcome, sent.answer);
        return Optional.ofNullable(sent.answer).filter(answer -> sent.outcome.isAcknowledged());
    }

    /** The answer to what is sent under a key until it is answered with a success; nothing if it is given up. */
    Optional<Answer> insist(Request request, String token, String key) {
        var sent = attempts(request, token, key, Set.of(), done -> true);
        if (sent.outcome == Outcome.ABSURD) {
            note(new Effect(request.path(), key, List.of(), 0), System.nanoTime(), sent.outcome, sent.answer);
        }
        return Optional.ofNullable(sent.answer).filter(answer -> sent.outcome.isAcknowledged());
    }

    /** The answer to what is sent once. */
    Optional<Answer> once(Request request, String token) {
        return caller.send(service(), request, token, null);
    }

    /** Notes a write that was carried out in another way. */
    void note(Effect effect, long begun, Outcome outcome, @Nullable Answer answer) {
        writes.add(new Write(name, effect.event, effect.mark, effect.objects, effect.amount, begun, System.nanoTime(), outcome,
                answer == null ? null : brief(answer)));
    }

    /** Sends what shows something. */
    void read(String object, Request request, Account as, Function<Answer, Read.Seen> seen) {
        long begun = System.nanoTime();
        caller.send(service(), request, as.token, null).filter(answer -> answer.status() != UNAVAILABLE)
                .ifPresent(answer -> reads.add(new Read(name, object, begun, System.nanoTime(),
                        answer.status() == 200 ? seen.apply(answer) : new Read.Absurd(brief(answer)))));
    }

    /** Any of the services. */
    int service() {
        return random.nextInt(2);
    }

    /** Does something again until it is done, the load ends, or it has taken far too long; answers whether it is done. */
    boolean again(BooleanSupplier attempt) {
        long until = System.nanoTime() + PATIENCE;
        while (!attempt.getAsBoolean()) {
            if (ended.getAsBoolean() || System.nanoTime() > until) {
                return false;
            }
            pause(50, 150);
        }
        return true;
    }

    void pause(int leastMillis, int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(leastMillis, mostMillis)));
    }

    /** What an answer says of something that was to be done. */
    static Outcome outcome(Answer answer, Set<Integer> refusals, Predicate<Answer> done) {
        int status = answer.status();
        if (status == UNAVAILABLE) {
            return Outcome.UNKNOWN;
        }
        if (status == CONFLICT || refusals.contains(status)) {
            return Outcome.REFUSED;
        }
        if (status != 200) {
            return Outcome.ABSURD;
        }
        if (!done.test(answer)) {
            return Outcome.UNKNOWN;
        }
        return answer.header(PROJECTION).isPresent() ? Outcome.PENDING : Outcome.SHOWN;
    }

    private record Sent(Outcome outcome, @Nullable Answer answer) {}

    private Sent attempts(
            Request request, @Nullable String token, @Nullable String key, Set<Integer> refusals, Predicate<Answer> done) {
        var all = new ArrayList<Sent>();
        again(() -> {
            var answer = caller.send(service(), request, token, key).orElse(null);
            all.add(new Sent(answer == null ? Outcome.UNKNOWN : outcome(answer, refusals, done), answer));
            return key == null || all.getLast().outcome != Outcome.UNKNOWN;
        });
        var last = all.getLast();
        // An earlier attempt may still be under way.
        return last.outcome == Outcome.REFUSED && all.size() > 1 ? new Sent(Outcome.UNKNOWN, last.answer) : last;
    }

    private static String brief(Answer answer) {
        var text = answer.text();
        return "%d %s %s".formatted(answer.status(), answer.header("x-request-id").orElse(""),
                text.length() > 300 ? text.substring(0, 300) : text);
    }
}
