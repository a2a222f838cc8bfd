package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.command.catalog.ReviseChannel;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;

/**
 * The body of S5. What is absent or null stays as it is, and what isn't listed here is ignored. A channel's id is for good: to ask
 * for another one is refused, since silence would pass for consent.
 */
record ChannelChange(
        @Nullable String id,
        @Nullable String name,
        @JsonProperty("image_url") @Nullable String imageUrl,
        @Nullable String link,
        @Nullable String visibility,
        @Nullable String language) {
    static final ChannelChange NOTHING = new ChannelChange(null, null, null, null, null, null);

    ReviseChannel of(String channelId) {
        if (Stream.of(id, name, imageUrl, link, visibility, language).allMatch(Objects::isNull)) {
            throw new InvalidInput("No update data provided", List.of(new FieldError("name", "or another field is required")));
        }
        new Checks().that(id == null || id.equals(channelId), "id", "can't be changed").orRefuse();
        return new ReviseChannel(
                channelId, stripped(name), stripped(imageUrl), stripped(link), stripped(visibility), stripped(language));
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null ? null : text.strip();
    }
}
