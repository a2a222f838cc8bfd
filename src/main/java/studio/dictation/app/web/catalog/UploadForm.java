package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of S6.
 *
 * @param data  what to list, 1 to 100 items, as JSON text
 * @param files by the video's id, from names like {@code <video_id>.srt}; others are ignored
 */
record UploadForm(String data, Map<String, MultipartFile> files) {
    private static final String DATA = "data";
    private static final String REQUIRED = "Invalid input. Data is required.";
    private static final int MOST_ITEMS = 100;
    private static final int MOST_DATA_BYTES = 1 << 20;
    private static final int MOST_FILE_BYTES = 2 << 20;
    private static final Pattern FILE_NAME = Pattern.compile("(?:.*[/\\\\])?([A-Za-z0-9_-]+)\\.(?i:srt)");

    /** Reads the parts of the form. */
    static UploadForm of(MultipartHttpServletRequest form) {
        var files = new HashMap<String, MultipartFile>();
        for (var file : form.getFiles("transcript_files")) {
            var name = FILE_NAME.matcher(Objects.requireNonNullElse(file.getOriginalFilename(), ""));
            if (name.matches()) {
                files.put(name.group(1), file);
            }
        }
        // Most clients send the JSON as a field, some as a file of its own.
        var data = Optional.ofNullable(form.getParameter(DATA)).or(() -> Optional.ofNullable(form.getFile(DATA)).map(UploadForm::text));
        return new UploadForm(data.orElse(""), files);
    }

    private static String text(MultipartFile file) {
        if (file.getSize() > MOST_DATA_BYTES) {
            throw RequestRefused.tooLarge(DATA, "has more than 1 MiB");
        }
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** What to list; refused if it isn't a JSON array of 1 to 100 objects. */
    List<@Nullable Item> items(JsonMapper json) {
        if (data.isBlank()) {
            throw refused("is required");
        }
        List<@Nullable Item> items;
        try {
            items = json.readValue(data, new TypeReference<@Nullable List<@Nullable Item>>() {});
        } catch (JacksonException unreadable) {
            throw refused("must be a JSON array of objects with texts");
        }
        if (items == null || items.isEmpty() || items.size() > MOST_ITEMS) {
            throw refused("must have 1 to %d items".formatted(MOST_ITEMS));
        }
        return items;
    }

    /** Whether a subtitle file came for a video. */
    boolean hasSubtitles(String videoId) {
        return files.containsKey(videoId);
    }

    /** The subtitle file of a video; refused if it is too large. */
    Optional<byte[]> subtitles(String videoId) {
        var file = files.get(videoId);
        if (file == null) {
            return Optional.empty();
        }
        if (file.getSize() > MOST_FILE_BYTES) {
            throw new InvalidInput("Error processing SRT file for video %s: it has more than 2 MiB".formatted(videoId), List.of());
        }
        return Optional.of(bytes(file));
    }

    private static InvalidInput refused(String why) {
        return new InvalidInput(REQUIRED, List.of(new FieldError(DATA, why)));
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("An uploaded file cannot be read back", unreadable);
        }
    }

    /** One video to list. */
    record Item(
            @JsonProperty("channel_id") @Nullable String channelId,
            @JsonProperty("video_link") @Nullable String videoLink,
            @Nullable String title,
            @Nullable String visibility,
            @JsonProperty("transcript_source") @Nullable String transcriptSource) {
        /** The {@code transcript_source} of a video whose transcript is fetched at the first read. */
        static final String YOUTUBE = "youtube";

        static final Item NOTHING = new Item(null, null, null, null, null);
    }
}
