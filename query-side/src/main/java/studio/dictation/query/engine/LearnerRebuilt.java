package studio.dictation.query.engine;

/**
 * What came of making a learner anew.
 *
 * @param events      how many of their events there are
 * @param keys        how many keys are theirs
 * @param deadLetters how many of the events wait as dead letters
 */
public record LearnerRebuilt(long events, int keys, int deadLetters) {}
