package studio.dictation.eventstore;

import studio.dictation.events.billing.CheckoutEnded;
import studio.dictation.events.billing.CheckoutStarted;
import studio.dictation.events.billing.PaymentDisputed;
import studio.dictation.events.billing.PaymentFailed;
import studio.dictation.events.billing.PaymentReceived;
import studio.dictation.events.billing.PaymentRefunded;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.events.catalog.RecommendationFollowed;
import studio.dictation.events.catalog.RefinementMarked;
import studio.dictation.events.catalog.SubtitlesUploaded;
import studio.dictation.events.catalog.TranscriptEdited;
import studio.dictation.events.catalog.TranscriptFiltersSet;
import studio.dictation.events.catalog.TranscriptRestored;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.catalog.VideoRevised;
import studio.dictation.events.feedback.FeedbackAnswered;
import studio.dictation.events.feedback.FeedbackGiven;
import studio.dictation.events.feedback.ImageAttached;
import studio.dictation.events.identity.AccountRegistered;
import studio.dictation.events.identity.DictationConfigChanged;
import studio.dictation.events.identity.EmailVerified;
import studio.dictation.events.identity.LanguageChosen;
import studio.dictation.events.identity.PasswordChanged;
import studio.dictation.events.identity.PasswordRemoved;
import studio.dictation.events.identity.ProfileChanged;
import studio.dictation.events.identity.RoleGranted;
import studio.dictation.events.identity.SessionsEnded;
import studio.dictation.events.membership.GrantAmended;
import studio.dictation.events.membership.PaidVideoOpened;
import studio.dictation.events.membership.PlanExpired;
import studio.dictation.events.membership.PlanGranted;
import studio.dictation.events.membership.PlanSet;
import studio.dictation.events.membership.QuotaConsumed;
import studio.dictation.events.membership.SubscriptionChanged;
import studio.dictation.events.progress.DictationOpened;
import studio.dictation.events.progress.ProgressSaved;
import studio.dictation.events.recommendation.ApprovalGiven;
import studio.dictation.events.recommendation.ChannelRecommended;
import studio.dictation.events.recommendation.RecommendationApproved;
import studio.dictation.events.recommendation.RecommendationRejected;
import studio.dictation.events.report.ErrorReported;
import studio.dictation.events.report.ReportReviewed;
import studio.dictation.events.session.SessionRevoked;
import studio.dictation.events.vocabulary.WordsLearned;
import studio.dictation.events.vocabulary.WordsMissed;

/** The events this service stores, by the names they are stored under. A name stands for its event for ever. */
final class PublishedEvents {
    static final EventNames NAMES = EventNames.builder()
            .add("identity.AccountRegistered", AccountRegistered.class, AccountRegistered::accountId)
            .add("identity.ProfileChanged", ProfileChanged.class, ProfileChanged::accountId)
            .add("identity.RoleGranted", RoleGranted.class, RoleGranted::accountId)
            .add("identity.LanguageChosen", LanguageChosen.class, LanguageChosen::accountId)
            .add("identity.DictationConfigChanged", DictationConfigChanged.class, DictationConfigChanged::accountId)
            .add("identity.SessionsEnded", SessionsEnded.class, SessionsEnded::accountId)
            .add("identity.PasswordChanged", PasswordChanged.class, PasswordChanged::accountId)
            .add("identity.PasswordRemoved", PasswordRemoved.class, PasswordRemoved::accountId)
            .add("identity.EmailVerified", EmailVerified.class, EmailVerified::accountId)
            .add("membership.PlanGranted", PlanGranted.class, PlanGranted::accountId)
            .add("membership.PlanSet", PlanSet.class, PlanSet::accountId)
            .add("membership.GrantAmended", GrantAmended.class, GrantAmended::accountId)
            .add("membership.SubscriptionChanged", SubscriptionChanged.class, SubscriptionChanged::accountId)
            .add("membership.PlanExpired", PlanExpired.class, PlanExpired::accountId)
            .add("membership.QuotaConsumed", QuotaConsumed.class, QuotaConsumed::accountId)
            .add("membership.PaidVideoOpened", PaidVideoOpened.class, PaidVideoOpened::accountId)
            .add("billing.CheckoutStarted", CheckoutStarted.class, CheckoutStarted::accountId)
            .add("billing.CheckoutEnded", CheckoutEnded.class, CheckoutEnded::accountId)
            .add("billing.PaymentReceived", PaymentReceived.class, PaymentReceived::accountId)
            .add("billing.PaymentFailed", PaymentFailed.class, PaymentFailed::accountId)
            .add("billing.PaymentRefunded", PaymentRefunded.class, PaymentRefunded::accountId)
            .add("billing.PaymentDisputed", PaymentDisputed.class, PaymentDisputed::accountId)
            .add("progress.DictationOpened", DictationOpened.class, DictationOpened::accountId)
            .add("progress.ProgressSaved", ProgressSaved.class, ProgressSaved::accountId)
            .add("vocabulary.WordsMissed", WordsMissed.class, WordsMissed::accountId)
            .add("vocabulary.WordsLearned", WordsLearned.class, WordsLearned::accountId)
            .add("recommendation.ChannelRecommended", ChannelRecommended.class, ChannelRecommended::accountId)
            .add("recommendation.ApprovalGiven", ApprovalGiven.class, ApprovalGiven::accountId)
            .add("recommendation.RecommendationApproved", RecommendationApproved.class, RecommendationApproved::accountId)
            .add("recommendation.RecommendationRejected", RecommendationRejected.class, RecommendationRejected::accountId)
            .add("feedback.ImageAttached", ImageAttached.class, ImageAttached::accountId)
            .add("feedback.FeedbackGiven", FeedbackGiven.class, FeedbackGiven::accountId)
            .add("feedback.FeedbackAnswered", FeedbackAnswered.class, FeedbackAnswered::accountId)
            .add("report.ErrorReported", ErrorReported.class, ErrorReported::accountId)
            .add("report.ReportReviewed", ReportReviewed.class, ReportReviewed::accountId)
            .add("catalog.ChannelListed", ChannelListed.class)
            .add("catalog.ChannelRevised", ChannelRevised.class)
            .add("catalog.RecommendationFollowed", RecommendationFollowed.class)
            .add("catalog.VideoListed", VideoListed.class)
            .add("catalog.SubtitlesUploaded", SubtitlesUploaded.class)
            .add("catalog.TranscriptStored", TranscriptStored.class)
            .add("catalog.VideoRevised", VideoRevised.class)
            .add("catalog.VideoRemoved", VideoRemoved.class)
            .add("catalog.TranscriptEdited", TranscriptEdited.class)
            .add("catalog.TranscriptRestored", TranscriptRestored.class)
            .add("catalog.RefinementMarked", RefinementMarked.class)
            .add("catalog.TranscriptFiltersSet", TranscriptFiltersSet.class)
            .add("session.SessionRevoked", SessionRevoked.class, SessionRevoked::accountId)
            .build();

    private PublishedEvents() {}
}
