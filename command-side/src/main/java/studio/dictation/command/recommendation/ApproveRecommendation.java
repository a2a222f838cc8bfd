package studio.dictation.command.recommendation;

import java.util.List;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.command.kernel.VideoRef;

/**
 * Approves a recommendation: the channel is listed then, unless there is one with that id. Nothing happens if it was approved so
 * already. Refused with {@link RecommendationUnknown}, and with {@link RecommendationDecided}.
 *
 * @param recommendationId the recommendation
 * @param channelId        1 to 64 of {@code [A-Za-z0-9_-]}
 * @param name             name shown, 1 to 200 characters
 * @param imageUrl         address of its picture, 1 to 2,048 characters
 * @param link             address of the channel, at most 2,048 characters; empty for none
 * @param visibility       {@code public}; any other text of at most 32 characters is private
 * @param language         language spoken, 1 to 32 characters
 */
public record ApproveRecommendation(
        String recommendationId,
        String channelId,
        String name,
        String imageUrl,
        String link,
        String visibility,
        String language)
        implements Command {
    private static final int MAX_URL = 2_048;

    public ApproveRecommendation {
        new Checks()
                .that(VideoRef.isChannelId(channelId), "channelId", "must be 1 to 64 letters, digits, - or _")
                .text("name", name, 1, 200)
                .text("imageUrl", imageUrl, 1, MAX_URL)
                .text("link", link, 0, MAX_URL)
                .text("visibility", visibility, 1, 32)
                .text("language", language, 1, 32)
                // contract S3: what it takes to list a channel
                .orRefuse("Invalid input for channel %s. Name, id, and image_url are required.".formatted(channelId));
    }

    List<String> channel() {
        return List.of(channelId, name, imageUrl, link, visibility, language);
    }

    @Override
    public String streamId() {
        return Recommendation.streamId(recommendationId);
    }
}
