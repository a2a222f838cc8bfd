package studio.dictation.app.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.http.Http;
import tools.jackson.databind.json.JsonMapper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Purchases, renewals, cancellations, refunds and disputes of many learners, of which Stripe tells as badly as it may. */
class BillingStoriesE2E {
    private static final int STORIES = 80;
    private static final int ACTS = 5;
    private static final int SENDERS = 4;
    private static final long SEED = 6;
    private static final int LOST_PER_CENT = 20;
    private static final int TWICE_PER_CENT = 30;
    /** Stripe lists what happened in the last thirty days. */
    private static final Duration LISTED = Duration.ofDays(29);

    private final Shop shop = new Shop();
    private final Http admin = shop.service().admin();
    private final Random random = new Random(SEED);
    private int lost;

    @Test
    void endAsIfEverythingHadBeenHeardOnceAndInOrder() {
        var stories = stories();
        var onTheWay = new ArrayList<String>();
        for (int act = 0; act < ACTS; act++) {
            stories.forEach(Story::goOn);
            onTheWay.addAll(troubled(stories.stream().flatMap(story -> story.disturbed().news().stream()).toList()));
            Collections.shuffle(onTheWay, random);
            var early = onTheWay.subList(0, onTheWay.size() / 3);
            tell(Stream.concat(stories.stream().map(story -> story.undisturbed().news()), early.stream().map(List::of)).toList());
            early.clear();
            shop.settled();
        }
        tell(onTheWay.stream().map(List::of).toList());
        assertThat(lost).isPositive();
        // What is told here happened long ago, which can't be where it is told as it happens.
        shop.service().part(JdbcClient.class).sql("DELETE FROM reconciliation").update();
        assertThat(reconciled()).isGreaterThanOrEqualTo(lost);
        shop.settled();

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(each(stories, this::difference)).isEmpty());
        assertThat(each(stories, this::miscounted)).isEmpty();
        assertThat(each(stories, this::notReplayed)).isEmpty();
        assertThat(admin.get("/admin/billing/verify").node("ok").asBoolean()).isTrue();
    }

    private List<Story> stories() {
        var learners = atOnce(IntStream.range(0, 2 * STORIES).boxed().toList(), number -> shop.service().learner());
        return LongStream.range(0, STORIES)
                .mapToObj(seed -> new Story(seed, shop, learners.get((int) seed), learners.get(STORIES + (int) seed)))
                .toList();
    }

    /** Some are never sent, of those that can be heard of otherwise, and some once more. */
    private List<String> troubled(List<String> events) {
        var sent = new ArrayList<String>();
        for (var event : events) {
            if (isListed(event) && random.nextInt(100) < LOST_PER_CENT) {
                lost++;
                continue;
            }
            sent.add(event);
            if (random.nextInt(100) < TWICE_PER_CENT) {
                sent.add(event);
            }
        }
        return sent;
    }

    private static boolean isListed(String event) {
        var created = Instant.ofEpochSecond(JsonMapper.shared().readTree(event).path("created").asLong());
        return created.isAfter(Instant.now().minus(LISTED));
    }

    /** Some at the same time; those that belong together in order. */
    private void tell(List<List<String>> news) {
        var statuses = atOnce(news, events -> events.stream().map(shop.deliveries()::deliver).toList());
        assertThat(statuses.stream().flatMap(List::stream)).allMatch(status -> status == 200);
    }

    /** Until nothing is left to do; answers how much nobody had heard of. */
    private int reconciled() {
        var missed = new AtomicInteger();
        await().atMost(120, SECONDS).until(() -> {
            var answer = admin.postNothing("/admin/billing/reconcile");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            missed.addAndGet(answer.node("missed").asInt());
            return answer.node("complete").asBoolean();
        });
        return missed.get();
    }

    /** What is wrong with stories, if something is. */
    private static List<String> each(List<Story> stories, Function<Story, List<String>> wrong) {
        return atOnce(stories, story -> wrong.apply(story).stream().map(what -> what + " in " + story).toList())
                .stream().flatMap(List::stream).toList();
    }

    private List<String> difference(Story story) {
        var expected = shop.plan(story.undisturbed().learner());
        var plan = shop.plan(story.disturbed().learner());
        return plan.equals(expected) ? List.of() : List.of(plan + " instead of " + expected);
    }

    private List<String> miscounted(Story story) {
        return Stream.of(story.undisturbed(), story.disturbed())
                .flatMap(life -> Stream.of("billing.PaymentReceived", "membership.PlanGranted")
                        .filter(name -> shop.events(life.learner(), name) != story.payments())
                        .map(name -> "%d times %s, not %d".formatted(shop.events(life.learner(), name), name, story.payments())))
                .toList();
    }

    private List<String> notReplayed(Story story) {
        return Stream.of(story.undisturbed(), story.disturbed())
                .map(life -> admin.get("/admin/billing/" + life.learner().email() + "/replay"))
                .filter(replay -> !replay.node("equal").asBoolean())
                .map(Object::toString)
                .toList();
    }

    private static <T, R> List<R> atOnce(Collection<T> some, Function<T, R> call) {
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            return some.stream().map(one -> CompletableFuture.supplyAsync(() -> call.apply(one), senders)).toList().stream()
                    .map(CompletableFuture::join).toList();
        }
    }
}
