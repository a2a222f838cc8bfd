package studio.dictation.command.recommendation;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;

/**
 * Recommends a channel. Refused with {@link studio.dictation.command.kernel.MillisecondTaken} when another was recommended at that
 * instant, and with {@link TooManyRecommendations}.
 *
 * @param at        when it is sent, in milliseconds; names the recommendation
 * @param accountId the learner's account
 * @param name      name of the channel, 1 to 200 characters; trimmed
 * @param link      address of the channel, 1 to 2,048 characters, with {@code http://}, {@code https://} or no scheme; trimmed
 * @param language  language spoken, 1 to 32 characters; trimmed
 * @param waiting   how many recommendations of that learner wait for a decision
 */
public record RecommendChannel(Instant at, UUID accountId, String name, String link, String language, int waiting)
        implements Command {
    /** As many may wait for a decision. */
    public static final int MOST_WAITING = 100;

    // Administrators follow the link, so it must not be one that runs something.
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?i:https?)://[^\\s\\p{C}]+|[^\\s\\p{C}:/?#]+(?:[/?#][^\\s\\p{C}]*)?)");

    public RecommendChannel {
        name = name.strip();
        link = link.strip();
        language = language.strip();
        var checks = new Checks()
                .text("link", link, 1, 2_048)
                .that(link.isEmpty() || ADDRESS.matcher(link).matches(), "link", "must be the address of a page")
                .text("language", language, 1, 32)
                .text("name", name, 1, 200);
        if (link.isEmpty()) {
            checks.orRefuse("Channel link is required");
        }
        if (language.isEmpty()) {
            checks.orRefuse("Channel language is required");
        }
        if (name.isEmpty()) {
            checks.orRefuse("Channel name is required");
        }
        checks.orRefuse();
    }

    /** The recommendation's id. */
    public String recommendationId() {
        return Recommendation.recommendationId(at);
    }

    @Override
    public String streamId() {
        return Recommendation.streamId(recommendationId());
    }

    @Override
    public String toString() {
        return "RecommendChannel[%s, %s]".formatted(at, accountId);
    }
}
