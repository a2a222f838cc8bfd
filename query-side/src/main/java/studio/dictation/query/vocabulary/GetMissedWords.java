package studio.dictation.query.vocabulary;

/**
 * Asks for the words that a learner has still to learn; answered with a {@link MissedWordsView}, or nothing when there is no
 * such account.
 *
 * @param email the learner's
 */
public record GetMissedWords(String email) {}
