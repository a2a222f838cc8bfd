package studio.dictation.query.session;

import java.util.List;
import java.util.Objects;
import org.axonframework.queryhandling.QueryHandler;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers whether a token still counts. */
public final class SessionQueries {
    private final Reads sessions;

    /** @param sessions database 2 */
    public SessionQueries(Reads sessions) {
        this.sessions = sessions;
    }

    @QueryHandler
    boolean handle(IsRevoked query) {
        var token = Key.revoked(query.tokenId());
        var family = query.family();
        var marks = sessions.strings(family == null ? List.of(token) : List.of(token, Key.revoked(family)));
        return marks.stream().anyMatch(Objects::nonNull);
    }
}
