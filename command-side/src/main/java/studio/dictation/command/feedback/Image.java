package studio.dictation.command.feedback;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import studio.dictation.command.kernel.Checks;

/**
 * An image that comes with a message. What it is say its first bytes, not its sender.
 *
 * @param id        names it; random
 * @param mediaType {@code image/png}, {@code image/jpeg}, {@code image/gif} or {@code image/webp}
 * @param content   the file, Base64
 */
public record Image(UUID id, String mediaType, String content) {
    /** How many come with one message at most. */
    public static final int MOST = 4;

    /** Longest file. */
    public static final int MOST_BYTES = 1 << 20;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] GIF_87 = ascii("GIF87a");
    private static final byte[] GIF_89 = ascii("GIF89a");
    private static final byte[] RIFF = ascii("RIFF");
    private static final byte[] WEBP = ascii("WEBP");
    private static final int WEBP_AT = 8;

    /** The image in a file; refused naming {@code images} if there is none, or one that is too large. */
    public static Image of(UUID id, byte[] file) {
        new Checks().that(file.length <= MOST_BYTES, "images", "must have at most 1 MiB each").orRefuse();
        var mediaType = mediaType(file);
        new Checks().that(mediaType.isPresent(), "images", "must be PNG, JPEG, GIF or WebP").orRefuse();
        return new Image(id, mediaType.orElseThrow(), Base64.getEncoder().encodeToString(file));
    }

    private static Optional<String> mediaType(byte[] file) {
        if (has(file, 0, PNG)) {
            return Optional.of("image/png");
        }
        if (has(file, 0, JPEG)) {
            return Optional.of("image/jpeg");
        }
        if (has(file, 0, GIF_87) || has(file, 0, GIF_89)) {
            return Optional.of("image/gif");
        }
        return has(file, 0, RIFF) && has(file, WEBP_AT, WEBP) ? Optional.of("image/webp") : Optional.empty();
    }

    private static boolean has(byte[] file, int at, byte[] mark) {
        return file.length >= at + mark.length
                && Arrays.equals(file, at, at + mark.length, mark, 0, mark.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Image[%s, %s, %d characters]".formatted(id, mediaType, content.length());
    }
}
