package studio.dictation.query.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads of one Redis database. Each call is one round trip, which also checks that the database is whole and not behind
 * what this node has seen; if it is, the call throws {@link ProjectionUnavailable} and never a stale or empty answer.
 */
public interface Reads {
    /** Reads fields of a hash; all of them when none is named. */
    default Document hash(Key key, Field... fields) {
        return hashes(List.of(key), fields).getFirst();
    }

    /** Reads fields of several hashes, in the order asked for; all fields when none is named. */
    default List<Document> hashes(List<Key> keys, Field... fields) {
        return find(keys, List.of(), fields).hashes();
    }

    /** The members of a sorted set, lowest score first. */
    default List<String> ranked(Key sortedSet) {
        return ranked(List.of(sortedSet)).getFirst();
    }

    /** The members of several sorted sets, lowest score first. */
    default List<List<String>> ranked(List<Key> sortedSets) {
        return find(List.of(), sortedSets).ranked();
    }

    /** Hashes, as {@link #hashes} reads them, together with sorted sets, as {@link #ranked} does. */
    Found find(List<Key> hashes, List<Key> sortedSets, Field... fields);

    /**
     * The next entries of a listing; what comes in at other places meanwhile shifts nothing.
     *
     * @param after the member that they stand behind; null for the first ones
     * @param most  how many at most, ≥ 1
     * @param mostRanked how many members their sorted sets have together at most, unless a single one has more
     * @return null when there is no such member
     */
    @Nullable Page page(Listing listing, @Nullable String after, int most, int mostRanked);

    /** What a hash holds under names that are no fields of ours, in the order asked for; null where there is nothing. */
    List<@Nullable String> named(Key hash, List<String> names);

    /**
     * Reads fields of several hashes; of one that may be large only whether it is there: its bytes are left empty.
     *
     * @param large the field that isn't read
     */
    List<Document> outlines(List<Key> keys, Field large, Field... fields);

    /** How many bytes a field of several hashes has, in the order asked for; 0 where it is absent. Its content isn't read. */
    List<Long> lengths(List<Key> hashes, Field field);

    /** Reads hashes, together with the sizes of sorted sets. */
    Counted counted(List<Key> hashes, List<Key> sortedSets, Field... fields);

    /**
     * Reads hashes, together with the scores of members of a sorted set.
     *
     * @param members at least one
     */
    Scored scored(List<Key> hashes, Key sortedSet, List<String> members, Field... fields);

    /** Whole numbers of hashes, in the order asked for; 0 where there is none. */
    List<List<Long>> numbers(List<Numbered> wanted);

    /**
     * The members of a sorted set that have the highest scores, highest first.
     *
     * @param below what their scores are below; null for the highest of all
     * @param most  how many at most, ≥ 1
     */
    List<Ranked> highest(Key sortedSet, @Nullable Long below, int most);

    /**
     * The members of a sorted set that have the highest scores, highest first, with what a hash says of each.
     *
     * @param texts HASH whose fields are the members
     * @param below what their scores are below; null for the highest of all
     * @param most  how many at most, ≥ 1
     */
    List<Entered> highest(Key sortedSet, Key texts, @Nullable Long below, int most);

    /** Draws a member of a set, each as likely as any other. */
    Drawn draw(Key set);

    /** The members of a set, in no order. */
    List<String> members(Key set);

    /** Strings, in the order asked for; null where there is none. */
    List<@Nullable String> strings(List<Key> keys);

    /**
     * What was found, in the order asked for.
     *
     * @param hashes the hashes
     * @param ranked the members of each sorted set, lowest score first
     */
    record Found(List<Document> hashes, List<List<String>> ranked) {}

    /**
     * A sorted set whose members have a hash and a sorted set each.
     *
     * @param index  the sorted set, read by lowest score first
     * @param hash   key of a member's hash but for the member, which ends it
     * @param ranked key of a member's sorted set but for the member, which ends it
     * @param fields what is read of the hashes
     */
    record Listing(Key index, Key hash, Key ranked, List<Field> fields) {}

    /**
     * Part of a listing, as it was at one moment.
     *
     * @param entries in the order of the index
     * @param isLast  whether nothing stands behind them
     */
    record Page(List<Entry> entries, boolean isLast) {}

    /**
     * A member of a listing with what is its own.
     *
     * @param member the member
     * @param hash   its hash
     * @param ranked the members of its sorted set, lowest score first
     */
    record Entry(String member, Document hash, List<String> ranked) {}

    /**
     * What was counted, in the order asked for.
     *
     * @param hashes the hashes
     * @param sizes  how many members each sorted set has
     */
    record Counted(List<Document> hashes, List<Long> sizes) {}

    /**
     * What was found, in the order asked for.
     *
     * @param hashes the hashes
     * @param scores the score of each member, null where there is none
     */
    record Scored(List<Document> hashes, List<@Nullable Double> scores) {}

    /**
     * Whole numbers of a hash.
     *
     * @param fields at least one
     */
    record Numbered(Key hash, List<String> fields) {}

    /**
     * A member of a sorted set.
     *
     * @param member the member
     * @param score  its score, a whole number
     */
    record Ranked(String member, long score) {}

    /**
     * A member of a sorted set, and what a hash says of it.
     *
     * @param member the member
     * @param score  its score, a whole number
     * @param text   the text in the hash; empty where there is none
     */
    record Entered(String member, long score, String text) {}

    /**
     * A member drawn from a set.
     *
     * @param member null when the set is empty
     * @param size   how many there are to draw from
     */
    record Drawn(@Nullable String member, long size) {}
}
