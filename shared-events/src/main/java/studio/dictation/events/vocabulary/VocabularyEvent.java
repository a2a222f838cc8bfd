package studio.dictation.events.vocabulary;

import studio.dictation.events.AboutAccount;

/** What happens to the words that a learner has still to learn. */
public sealed interface VocabularyEvent extends AboutAccount permits WordsMissed, WordsLearned {}
