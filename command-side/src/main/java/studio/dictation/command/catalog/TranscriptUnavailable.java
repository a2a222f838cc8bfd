package studio.dictation.command.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A source has no transcript to give. Its message is for the log, never for a client. */
public final class TranscriptUnavailable extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MESSAGE = 300;

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    /** Why there is none. */
    public enum Reason {
        /** The video has none, or isn't there. Asking again changes nothing. */
        NONE,
        /** The source doesn't want to talk to us. */
        REFUSED,
        /** What came can't be understood, or is too much. */
        UNREADABLE,
        /** The source is overloaded or out of reach; a little later it may answer. */
        TRANSIENT,
        /** The source wasn't asked, since it fails all the time. */
        SUSPENDED
    }

    public TranscriptUnavailable(Reason reason, String message) {
        this(reason, message, null, null);
    }

    /** Because of a failure. */
    public TranscriptUnavailable(Reason reason, String message, Throwable cause) {
        this(reason, message, null, cause);
    }

    /**
     * Says as well when to ask again.
     *
     * @param retryAfter how long the source wants to be left alone; null if it didn't say
     */
    public TranscriptUnavailable(
            Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(shortened(message), cause, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Why there is none. */
    public Reason reason() {
        return reason;
    }

    /** How long the source wants to be left alone; null if it didn't say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    // Others wrote part of it: what is not a letter of one line could forge lines of the log.
    private static String shortened(String message) {
        var line = message.replaceAll("[\\p{Cc}\\s]+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
