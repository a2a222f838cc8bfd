package studio.dictation.query.redis;

/** Every field of every hash, by its name in Redis. */
public enum Field {
    USERNAME("username"),
    EMAIL("email"),
    AVATAR("avatar"),
    PASSWORD("password"),
    PASSWORD_ITERATIONS("password_iterations"),
    EMAIL_VERIFIED("email_verified"),
    TOKEN_GENERATION("token_generation"),
    PLAN("plan"),
    ROLE("role"),
    DICTATION_CONFIG("dictation_config"),
    LANGUAGE("language"),
    QUOTA("quota"),
    QUOTA_KEPT("quota_kept"),
    MISSED_WORDS("missed_words"),
    CHANNEL_RECOMMENDATIONS("channel_recommendations"),
    FEEDBACK_MESSAGES("feedback_messages"),
    VIDEO_ERROR_REPORTS("video_error_reports"),
    DURATION_DATA("duration_data"),
    PLAN_UPDATE_HISTORY("plan_update_history"),
    ACCOUNT_ID("account_id"),
    CREATED_AT("created_at"),
    UPDATED_AT("updated_at"),
    USER_INPUT("userInput"),
    CURRENT_TIME("currentTime"),
    OVERALL_COMPLETION("overallCompletion"),
    DURATION("duration"),
    CHANNEL_NAME("channelName"),
    VIDEO_TITLE("videoTitle"),
    VIDEO_LINK("videoLink"),
    NAME("name"),
    ID("id"),
    IMAGE_URL("image_url"),
    VISIBILITY("visibility"),
    LINK("link"),
    VIDEO_ID("video_id"),
    TITLE("title"),
    RECOMMENDATION("recommendation"),
    LISTING("listing"),
    TRANSCRIPT("transcript"),
    TRANSCRIPT_SOURCE("transcript_source"),
    TRANSCRIPT_COUNT("transcript_count"),
    ORIGINAL_TRANSCRIPT("original_transcript"),
    IS_REFINED("is_refined"),
    REFINED_AT("refined_at"),
    TRANSCRIPT_VERSION("transcript_version"),
    VERSION("version"),
    USERS("users"),
    MILLIS("millis");

    private final String redisName;

    Field(String redisName) {
        this.redisName = redisName;
    }

    /** The field's name in Redis. */
    public String redisName() {
        return redisName;
    }
}
