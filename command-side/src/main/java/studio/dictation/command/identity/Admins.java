package studio.dictation.command.identity;

import java.util.UUID;

/**
 * The accounts that are administrators; changed in the transaction of the event that goes with it, by one transaction at a
 * time.
 */
public interface Admins {
    /**
     * Adds the account if there is no administrator at all.
     *
     * @return whether the account is the only administrator now
     */
    boolean claimFirst(UUID accountId);

    /** Adds the account; harmless if it is one. */
    void add(UUID accountId);

    /**
     * Takes the account out, unless nobody would be left; harmless if it is none.
     *
     * @return whether the account is no administrator now; {@code false} if it is the only one and stays
     */
    boolean remove(UUID accountId);
}
