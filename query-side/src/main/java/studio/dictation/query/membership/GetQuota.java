package studio.dictation.query.membership;

/**
 * Asks whether a learner may open a video; answered with a {@link QuotaView}, or nothing for an unknown account.
 *
 * @param email     trimmed and lower-cased
 * @param channelId channel of the video; needn't exist
 * @param videoId   the video; needn't exist
 */
public record GetQuota(String email, String channelId, String videoId) {}
