package studio.dictation.query.session;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.session.SessionRevoked;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Key;

/** Owns the whole of database 2: a key per revoked token and per revoked family, for as long as those could be shown. */
public final class SessionProjection {
    private static final String REVOKED = "true";
    private final Changes changes;

    public SessionProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(SessionRevoked event) {
        changes.put(Key.revoked(event.tokenId()), REVOKED, event.tokenExpiresAt());
        changes.put(Key.revoked(event.family()), REVOKED, event.familyExpiresAt());
    }
}
