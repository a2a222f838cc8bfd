package studio.dictation.app.web;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;
import studio.dictation.command.kernel.Email;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;

/** The one way to ask queries. */
@Component
public class Queries {
    private final QueryGateway gateway;

    Queries(QueryGateway gateway) {
        this.gateway = gateway;
    }

    /** Asks what is answered with one view or nothing. */
    public <T> Optional<T> find(Object query, Class<T> view) {
        return join(gateway.query(query, ResponseTypes.optionalInstanceOf(view)));
    }

    /** The account of an address as somebody gave it; nothing is looked for that no account can have. */
    public Optional<AccountView> account(String email) {
        return Email.of(email).flatMap(known -> find(new GetAccount(known.value()), AccountView.class));
    }

    /** Asks what is always answered with one view. */
    public <T> T get(Object query, Class<T> view) {
        return join(gateway.query(query, view));
    }

    /** Asks what is answered with a list. */
    public <T> List<T> list(Object query, Class<T> view) {
        return join(gateway.query(query, ResponseTypes.multipleInstancesOf(view)));
    }

    /** Asks, after a write that stands in any case, for what it looks like; nothing if reads are out of reach now. */
    public <T> Optional<T> findIfReachable(Object query, Class<T> view) {
        try {
            return find(query, view);
        } catch (RuntimeException failure) {
            if (Failures.isOutage(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static <T> T join(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException wrapper) {
            throw wrapper.getCause() instanceof RuntimeException failure ? failure : wrapper;
        }
    }
}
