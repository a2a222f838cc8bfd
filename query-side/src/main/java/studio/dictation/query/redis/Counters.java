package studio.dictation.query.redis;

/** Whole numbers that several sequences count together. */
public interface Counters {
    /** Adds to a whole number in a hash shared by sequences. */
    void increment(Key hash, String field, long by);
}
