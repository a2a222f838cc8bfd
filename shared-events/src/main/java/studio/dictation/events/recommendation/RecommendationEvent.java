package studio.dictation.events.recommendation;

import studio.dictation.events.AboutAccount;

/** What happens to a channel that a learner recommended. */
public sealed interface RecommendationEvent extends AboutAccount
        permits ChannelRecommended, ApprovalGiven, RecommendationApproved, RecommendationRejected {
    /** The recommendation this is about. */
    String recommendationId();
}
