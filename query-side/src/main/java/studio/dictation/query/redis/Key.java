package studio.dictation.query.redis;

import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Redis key. Events name accounts by id and the documented keys name them by e-mail, so a key may stand for an
 * account whose e-mail is looked up when the batch is written.
 *
 * @param prefix what stands before the e-mail, or the whole key
 * @param owner  the account whose e-mail is part of the key; null when the key is whole
 * @param suffix what stands behind the e-mail
 */
public record Key(String prefix, @Nullable UUID owner, String suffix) {
    /** All accounts by e-mail, scored by registration. */
    public static final Key USERS = whole("idx:users");

    /** Account id → e-mail. */
    public static final Key ACCOUNTS = whole("idx:accounts");

    /** All channel ids. */
    public static final Key CHANNELS = whole("idx:channels");

    /** Ids of the channels that are public. */
    public static final Key PUBLIC_CHANNELS = whole("idx:public_channels");

    /** {@code channelId:videoId} of every public video of a public channel. */
    public static final Key PUBLIC_VIDEOS = whole("idx:public_videos");

    /** How often the catalogue has changed. */
    public static final Key CATALOG = whole("idx:catalog");

    /** {@code channelId:videoId} of every video ever removed, scored by the highest listing that was. */
    public static final Key REMOVED_VIDEOS = whole("idx:removed_videos");

    /** Recommendation id → e-mail of the learner. */
    public static final Key RECOMMENDATIONS = whole("idx:recommendations");

    /** All recommendations, scored by when they were submitted. */
    public static final Key RECOMMENDATION_TIMES = whole("idx:recommendation_times");

    /** The e-mail of every learner whose thread has messages, scored by the newest. */
    public static final Key FEEDBACK = whole("idx:feedback");

    /** Report id → e-mail of the learner who sent it. */
    public static final Key ERROR_REPORTS = whole("idx:error_reports");

    /** The id of every report, scored by when it was sent. */
    public static final Key NEWEST_ERROR_REPORTS = whole("idx:newest_error_reports");

    /** Membership codes by what names them, scored by when they expire. */
    public static final Key CODES = whole("idx:verification_codes");

    /** A learner's account, settings, plan and study time. */
    public static Key user(UUID account) {
        return new Key("user:", account, "");
    }

    /** A learner's account, by e-mail. */
    public static Key user(String email) {
        return whole("user:" + email);
    }

    /** What a learner typed for one video. */
    public static Key progress(UUID account, String channelId, String videoId) {
        return new Key("", account, ":" + channelId + ":" + videoId);
    }

    /** What a learner typed for one video, by e-mail. */
    public static Key progress(String email, String channelId, String videoId) {
        return whole(email + ":" + channelId + ":" + videoId);
    }

    /** A learner's dictations, {@code channelId:videoId} scored by the last save. */
    public static Key progressIndex(UUID account) {
        return new Key("idx:progress:", account, "");
    }

    /** A learner's dictations, by e-mail. */
    public static Key progressIndex(String email) {
        return whole("idx:progress:" + email);
    }

    /** Who studied on a day of UTC, and how long; the day as {@link Days} has it. */
    public static Key activeDay(String day) {
        return whole("idx:active:" + day);
    }

    /** Who registered on a day of UTC; the day as {@link Days} has it. */
    public static Key registeredDay(String day) {
        return whole("idx:registered:" + day);
    }

    /** A membership code that can be redeemed. */
    public static Key code(String random) {
        return whole("verification_code:" + random);
    }

    /** Present until a membership code expires that was redeemed. */
    public static Key redeemedCode(String random) {
        return whole("redeemed_code:" + random);
    }

    /** A channel's description. */
    public static Key channel(String channelId) {
        return whole("channel:" + channelId);
    }

    /** A video with its transcript. */
    public static Key video(String channelId, String videoId) {
        return whole("video:" + channelId + ":" + videoId);
    }

    /** A channel's video ids, scored by creation. */
    public static Key channelVideos(String channelId) {
        return whole("idx:channel_videos:" + channelId);
    }

    /** Those of a channel's video ids that are public, whatever the channel is; scored by creation. */
    public static Key publicVideos(String channelId) {
        return whole("idx:public_videos:" + channelId);
    }

    /** The channels that a video is in. */
    public static Key videoChannels(String videoId) {
        return whole("idx:video_channels:" + videoId);
    }

    /** Those of a channel's video ids whose transcripts are finished, scored by when they were said to be. */
    public static Key refinedVideos(String channelId) {
        return whole("idx:refined_videos:" + channelId);
    }

    /** The subtitle file uploaded with a video. */
    public static Key subtitles(String channelId, String videoId) {
        return whole("srt:" + channelId + ":" + videoId);
    }

    /** An image that came with a message. */
    public static Key attachment(String imageId) {
        return whole("attachment:" + imageId);
    }

    /** An answer that is kept for a while, by the name of the query and a digest of its arguments. */
    public static Key answer(String query, String digest) {
        return whole("cache:" + query + ":" + digest);
    }

    /** Texts that editors take out of the transcripts of a channel. */
    public static Key transcriptFilters(String channelId) {
        return whole("transcript_filters:" + channelId);
    }

    /** Present while a token, or a family of refresh tokens, is revoked. */
    public static Key revoked(String tokenOrFamilyId) {
        return whole(tokenOrFamilyId);
    }

    /** How often something was done for an account from an address; the account by a digest of its e-mail. */
    public static Key throttledPair(String kind, String account, String address) {
        return whole("throttle:" + kind + ":pair:" + account + ":" + address);
    }

    /** How often something was done for an account from anywhere; by a digest of its e-mail. */
    public static Key throttledAccount(String kind, String account) {
        return whole("throttle:" + kind + ":account:" + account);
    }

    /** How often something was done from an address for anybody. */
    public static Key throttledAddress(String kind, String address) {
        return whole("throttle:" + kind + ":address:" + address);
    }

    /** Present while it is known that somebody has signed in to an account from an address; the account by a digest of its e-mail. */
    public static Key knownPlace(String account, String address) {
        return whole("throttle:known:" + account + ":" + address);
    }

    /** Present while somebody fetches the transcript of a video. */
    public static Key fetching(String videoId) {
        return whole("transcript:fetching:" + videoId);
    }

    /** Present while it is remembered that the transcript of a video could not be fetched. */
    public static Key fetchFailed(String videoId) {
        return whole("transcript:failed:" + videoId);
    }

    /** Stands for an account's e-mail where the value of a field is one. */
    static Key email(UUID account) {
        return new Key("", account, "");
    }

    /** The key's text. */
    public String text(Function<UUID, String> emails) {
        return owner == null ? prefix : prefix + emails.apply(owner) + suffix;
    }

    private static Key whole(String text) {
        return new Key(text, null, "");
    }
}
