package studio.dictation.app.automation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import studio.dictation.app.RunningService;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.eventstore.AppendSignal;
import studio.dictation.eventstore.EventDecoder;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventReader;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What an automation is told, when, and by whom. */
class AutomationsIT {
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final RunningService service = RunningService.shared();
    private final Noted noted = new Noted("noted-" + UUID.randomUUID());
    private final List<Automations> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Automations::close);
        service.part(JdbcClient.class).sql("DELETE FROM automation WHERE name = ?").param(noted.name()).update();
    }

    @Test
    void tellOfEventsOfThePastAndThePresentInTheirOrder() {
        var past = Catalogue.channel("public");
        start("a");
        noted.awaitToldOf(past);
        var present = List.of(Catalogue.channel("public"), Catalogue.channel("public"));

        noted.awaitToldOf(present.getLast());

        assertThat(noted.channels).containsSubsequence(past, present.getFirst(), present.getLast()).doesNotHaveDuplicates();
    }

    @Test
    void tellOfAnEventThatFailedUntilItDoesNotAndOfNoneBehindIt() {
        start("a");
        noted.awaitToldOf(Catalogue.channel("public"));
        noted.failures.set(3);

        var first = Catalogue.channel("public");
        var second = Catalogue.channel("public");

        noted.awaitToldOf(second);
        assertThat(noted.channels.stream().filter(Set.of(first, second)::contains))
                .containsExactly(first, first, first, first, second);
    }

    @Test
    void goOnWhereAnotherNodeStopped() {
        start("a");
        var before = Catalogue.channel("public");
        noted.awaitToldOf(before);
        started.removeFirst().close();
        var meanwhile = Catalogue.channel("public");
        noted.channels.clear();

        start("b");

        noted.awaitToldOf(meanwhile);
        assertThat(noted.channels).doesNotContain(before);
    }

    @Test
    void workOnOneNodeAtATime() {
        start("a");
        start("b");
        var channels = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            channels.add(Catalogue.channel("public"));
        }

        noted.awaitToldOf(channels.getLast());
        started.removeFirst().close();
        channels.add(Catalogue.channel("public"));

        noted.awaitToldOf(channels.getLast());
        assertThat(noted.channels.stream().filter(channels::contains)).containsExactlyElementsOf(channels);
    }

    @Test
    void stayOnTheirNodeThoughNothingHappensForLongerThanALease() {
        start("a", Duration.ofSeconds(2));
        noted.awaitToldOf(Catalogue.channel("public"));
        start("b", Duration.ofSeconds(2));

        await().during(5, SECONDS).atMost(15, SECONDS).until(this::owner, "a"::equals);
    }

    @Test
    void moveNoPositionThatAnotherNodeHas() {
        var positions = new AutomationPositions(service.part(JdbcClient.class), "a", Duration.ZERO);
        var later = new AutomationPositions(service.part(JdbcClient.class), "b", Duration.ofMinutes(1));
        var start = positions.claim(noted.name()).orElseThrow();
        var head = service.part(EventReader.class).head();

        assertThat(later.claim(noted.name())).contains(start);

        assertThat(positions.move(noted.name(), head)).isFalse();
        assertThat(positions.claim(noted.name())).isEmpty();
        assertThat(later.move(noted.name(), head)).isTrue();
        assertThat(later.claim(noted.name())).contains(head);
        later.release(noted.name());
        assertThat(positions.claim(noted.name())).contains(head);
    }

    @Test
    void haveNamesOfTheirOwn() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> automations("a", LEASE, noted, noted));
    }

    private void start(String node) {
        start(node, LEASE);
    }

    private void start(String node, Duration lease) {
        var automations = automations(node, lease, noted);
        started.add(automations);
        automations.start();
    }

    private String owner() {
        return service.part(JdbcClient.class).sql("SELECT owner FROM automation WHERE name = ?").param(noted.name())
                .query(String.class).single();
    }

    private Automations automations(String node, Duration lease, Automation... all) {
        return new Automations(List.of(all), service.part(JdbcClient.class), node, lease,
                service.part(EventReader.class), service.part(EventDecoder.class), service.part(EventNames.class), service.part(AppendSignal.class));
    }

    /** Notes the channels that it is told of, also when it fails. */
    private static final class Noted implements Automation {
        private final String name;
        private final List<String> channels = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();

        Noted(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Class<?>> events() {
            return Set.of(ChannelListed.class);
        }

        @Override
        public void act(Object event, Cause cause) {
            channels.add(((ChannelListed) event).channelId());
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("Fails for once");
            }
        }

        void awaitToldOf(String channel) {
            await().atMost(20, SECONDS).until(() -> channels.contains(channel));
        }
    }
}
