package studio.dictation.query.audit;

import java.util.Optional;
import java.util.UUID;

/** Knows whose an address is. */
@FunctionalInterface
public interface Owners {
    /**
     * The account that has the address.
     *
     * @param email trimmed and lower-cased
     */
    Optional<UUID> of(String email);
}
