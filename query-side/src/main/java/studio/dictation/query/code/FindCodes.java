package studio.dictation.query.code;

/** Which codes can be redeemed? Answered with at most 1,000 {@link CodeView}s, the newest first. */
public record FindCodes() {}
