package studio.dictation.eventstore;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FollowUpsTest {
    private static final UUID CAUSE = UUID.randomUUID();

    @Test
    void haveANameThatTheirCauseGivesThem() {
        assertThat(FollowUps.named(Map.of("source", "automation", "causationId", CAUSE.toString()))).contains(FollowUps.of(CAUSE));
    }

    @Test
    void areNotWhatPeopleDo() {
        assertThat(FollowUps.named(Map.of("source", "http", "causationId", CAUSE.toString()))).isEmpty();
        assertThat(FollowUps.named(Map.of("source", "automation"))).isEmpty();
        assertThat(FollowUps.named(Map.of())).isEmpty();
    }

    @Test
    void areNotNamedLikeAnyEvent() {
        assertThat(FollowUps.of(CAUSE)).isNotEqualTo(CAUSE);
        assertThat(FollowUps.of(CAUSE).version()).isNotIn(CAUSE.version(), new TimeOrderedIds().generateIdentifier().charAt(14) - '0');
        assertThat(FollowUps.of(CAUSE)).isNotEqualTo(FollowUps.of(UUID.randomUUID()));
    }
}
