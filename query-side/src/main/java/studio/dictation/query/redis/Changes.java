package studio.dictation.query.redis;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a batch do to one Redis database. Nothing happens at once: the engine reads every document once,
 * applies the changes in the order of the events, and writes every document once, in one transaction with the position.
 */
public interface Changes extends Counters {
    /** A document that belongs to one sequence alone: its fields may be read, changed and written. */
    HashChanges hash(Key key);

    /** From here on the keys of this account lie under this e-mail. */
    void name(UUID accountId, String email);

    /** Sets a string; with an instant, until then (an instant that has passed leaves nothing). */
    void put(Key key, String value, @Nullable Instant expiresAt);

    /** Sets a string until an instant, unless the other key is there at the end of the batch; for strings shared by sequences. */
    void putUnless(Key other, Key key, String value, Instant expiresAt);

    /** Removes a key of any type. */
    void delete(Key key);

    /** Adds a member to a set shared by sequences. */
    void add(Key set, String member);

    /** Removes a member from a set shared by sequences. */
    void remove(Key set, String member);

    /** Puts a member at a score of a sorted set. */
    void rank(Key sortedSet, String member, double score);

    /** Takes a member out of a sorted set. */
    void unrank(Key sortedSet, String member);

    /** Takes every member out of a sorted set that stands at that score or lower. */
    void trim(Key sortedSet, long score);

    /** Puts a member at a score of a sorted set shared by sequences, unless it has a higher one. */
    void raise(Key sortedSet, String member, long score);

    /**
     * When all else of the batch is written, has a set hold {@code owner:member} for what a sorted set holds, or nothing of it
     * unless the owner is in another set.
     *
     * @param set       where {@code owner:member} is added or removed
     * @param owners    the set that the owner has to be in
     * @param sortedSet the owner's members
     * @param member    the one to look at; null for all that the sorted set holds
     */
    void mirror(Key set, Key owners, String owner, Key sortedSet, @Nullable String member);

    /** Sets a field of a hash shared by sequences to the e-mail of an account; each field belongs to one sequence. */
    void own(Key hash, String field, UUID account);
}
