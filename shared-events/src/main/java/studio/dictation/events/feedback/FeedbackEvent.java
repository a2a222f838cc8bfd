package studio.dictation.events.feedback;

import studio.dictation.events.AboutAccount;

/** What is written in the thread between a learner and the administrators. */
public sealed interface FeedbackEvent extends AboutAccount permits ImageAttached, FeedbackGiven, FeedbackAnswered {}
