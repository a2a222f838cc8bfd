package studio.dictation.command.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.dictation.events.session.SessionRevoked;

class SessionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00.001Z");
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000ada0");

    private AggregateTestFixture<Session> session;

    @BeforeEach
    void atNow() {
        session = new AggregateTestFixture<>(Session.class);
        session.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void isTakenBack() {
        session.givenNoPriorActivity().when(revoke("token")).expectEvents(revoked("token"));
    }

    @Test
    void isTakenBackOnce() {
        session.given(revoked("token")).when(revoke("token")).expectNoEvents();
    }

    @Test
    void takesAnotherAccessTokenOfTheSameSignInBackToo() {
        session.given(revoked("token")).when(revoke("another")).expectEvents(revoked("another"));
    }

    private static RevokeSession revoke(String token) {
        return new RevokeSession(ADA, "family", token, NOW.plusSeconds(7_200), NOW.plus(Duration.ofDays(180)));
    }

    private static SessionRevoked revoked(String token) {
        return new SessionRevoked(ADA, "family", token, NOW.plusSeconds(7_200), NOW.plus(Duration.ofDays(180)), NOW);
    }
}
