package studio.dictation.app.web.catalog;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import studio.dictation.command.catalog.TranscriptVersion;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.query.catalog.TranscriptTag;

/**
 * Entity tags of transcripts, {@code W/"<listing>.<number>.<title>"}: another one for each state of a transcript, which the first two
 * name, and for each title beside it. Weak (RFC 9110 §8.8.1), since the bytes differ where they are compressed.
 */
final class TranscriptTags {
    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*+)\"");
    private static final Pattern OURS = Pattern.compile("([1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})(?:\\.[0-9a-f-]{36})?");

    private TranscriptTags() {}

    /** Tells the caller which state the answer is of. */
    static void show(TranscriptVersion version, String title, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, "W/\"" + text(version, title) + "\"");
    }

    /** The text of a tag, which stands between quotes. */
    static String text(TranscriptVersion version, String title) {
        var digest = UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8));
        return "%d.%d.%s".formatted(version.listing(), version.number(), digest);
    }

    /** The version that a tag names. */
    static TranscriptVersion version(TranscriptTag tag) {
        return new TranscriptVersion(tag.listing(), tag.number());
    }

    /**
     * The versions that the caller has seen, by the header {@code If-Match}; nothing when any will do, empty when only others than
     * ours are named. Tags are compared by their text, weak or not: RFC 9110 §13.1.1 has weak ones match nothing, but a proxy that
     * compresses may weaken them, and the texts name states one by one. Refused when the header is none.
     */
    static Optional<Set<TranscriptVersion>> seen(HttpServletRequest request) {
        return seen(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)));
    }

    static Optional<Set<TranscriptVersion>> seen(List<String> lines) {
        var header = String.join(",", lines).strip();
        if (lines.isEmpty() || header.equals(ANY)) {
            return Optional.empty();
        }
        return Optional.of(versions(header));
    }

    private static Set<TranscriptVersion> versions(String header) {
        var versions = new HashSet<TranscriptVersion>();
        var tag = TAG.matcher(header);
        boolean isFirst = true;
        int at = afterBlanks(header, 0);
        while (at < header.length()) {
            if (header.charAt(at) == ',') {
                at = afterBlanks(header, at + 1);
            } else if (tag.region(at, header.length()).lookingAt() && (isFirst || isBehindComma(header, at))) {
                var ours = OURS.matcher(tag.group(1));
                if (ours.matches()) {
                    versions.add(new TranscriptVersion(Integer.parseInt(ours.group(1)), Integer.parseInt(ours.group(2))));
                }
                isFirst = false;
                at = afterBlanks(header, tag.end());
            } else {
                throw malformed();
            }
        }
        if (isFirst) {
            throw malformed();
        }
        return versions;
    }

    private static boolean isBehindComma(String header, int at) {
        int before = at - 1;
        while (isBlank(header.charAt(before))) {
            before--;
        }
        return header.charAt(before) == ',';
    }

    private static int afterBlanks(String header, int from) {
        int at = from;
        while (at < header.length() && isBlank(header.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static InvalidInput malformed() {
        return new InvalidInput("Malformed If-Match header",
                List.of(new FieldError(HttpHeaders.IF_MATCH, "must be * or a list of entity tags")));
    }
}
