package studio.dictation.app.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import studio.dictation.app.RunningService;
import studio.dictation.app.faults.Caller.Request;
import studio.dictation.app.faults.Client.Account;
import studio.dictation.app.faults.Client.Effect;
import studio.dictation.app.faults.Write.Outcome;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.http.Http.Multipart;
import studio.dictation.app.nodes.TwoNodes;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static studio.dictation.app.nodes.TwoNodes.ok;

/** Clients that use both services all the time, and everything they did and saw. */
final class Load implements AutoCloseable {
    private static final int VIDEOS = 5;
    private static final String CHANNEL = "UC_faults";

    private final World world;
    private final Account administrator;
    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
    private volatile boolean ended;

    /** Prepares what so many learners use, and begins. */
    Load(World world, long seed, int learners) {
        this.world = world;
        var random = new Random(seed);
        administrator = signIn();
        client("nobody", random).note(new Effect(StoredHistory.REGISTERED, administrator.email(), List.of(), 1), System.nanoTime(),
                Outcome.SHOWN, null);
        var videos = listVideos();
        var codes = new AtomicInteger();
        for (int i = 0; i < learners; i++) {
            var client = client("learner-" + i, random);
            begin(client, 30, 150, new Learner(client, client("rival-" + i, random), client("admin-" + i, random),
                    administrator, CHANNEL, videos, codes));
        }
        var buyer = client("buyer", random);
        begin(buyer, 300, 800, new Buyer(buyer, world.stripe().books(), world.deliveries()));
    }

    Account administrator() {
        return administrator;
    }

    /** What clients did; what Stripe had them do without their knowing, too. */
    List<Write> writes() {
        var writes = new ArrayList<>(clients.stream().flatMap(client -> client.writes().stream()).toList());
        var known = new HashSet<String>();
        writes.stream().filter(write -> write.event().equals(StoredHistory.CHECKOUT)).forEach(write -> known.add(write.mark()));
        Buyer.unheardOf(world.stripe().books(), known).forEach(session ->
                writes.add(new Write("buyer", StoredHistory.CHECKOUT, session, List.of(), 1, 0, 0, Outcome.UNKNOWN, null)));
        return writes;
    }

    /** What clients saw. */
    List<Read> reads() {
        return clients.stream().flatMap(client -> client.reads().stream()).toList();
    }

    /** What broke in the clients themselves. */
    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** Does something while no client does anything. */
    void whilePaused(Runnable something) {
        gate.writeLock().lock();
        try {
            something.run();
        } finally {
            gate.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        ended = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Client client(String name, Random random) {
        var client = new Client(name, world.caller(), new Random(random.nextLong()), () -> ended);
        clients.add(client);
        return client;
    }

    private void begin(Client client, int leastMillis, int mostMillis, Runnable step) {
        threads.add(Thread.startVirtualThread(() -> {
            while (!ended && failures.isEmpty()) {
                gate.readLock().lock();
                try {
                    step.run();
                } catch (RuntimeException | Error failed) {
                    failures.add(failed);
                } finally {
                    gate.readLock().unlock();
                }
                client.pause(leastMillis, mostMillis);
            }
        }));
    }

    private Account signIn() {
        var credentials = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(RunningService.ADMIN_EMAIL, RunningService.ADMIN_PASSWORD);
        // A password is expensive to check.
        var answer = await().atMost(60, SECONDS).until(
                () -> world.caller().send(0, Request.post("/auth/login", credentials), null, null, Duration.ofSeconds(30)),
                sent -> sent.map(Answer::status).filter(status -> status == 200).isPresent());
        return new Account(RunningService.ADMIN_EMAIL, answer.orElseThrow().header("x-ds-access-token").orElseThrow());
    }

    private List<String> listVideos() {
        var admin = new Http(world.address(), administrator.token());
        ok(admin.post("/service/channel", "{\"channels\":[{\"id\":\"%s\",\"name\":\"C\",\"image_url\":\"i\",\"link\":\"l\"}]}".formatted(CHANNEL)));
        return IntStream.range(0, VIDEOS).mapToObj("fault_%05d"::formatted).peek(video -> ok(admin.post("/service/video-list", new Multipart()
                .field("data", TwoNodes.item(CHANNEL, video))
                .file("transcript_files", video + ".srt", TwoNodes.transcript())))).toList();
    }
}
