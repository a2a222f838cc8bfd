package studio.dictation.command.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From bytes to text, and from marked-up text to a plain sentence. */
final class SubtitleText {
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Pattern LINE_END = Pattern.compile("\\r{0,3}+\\n|\\r");
    private static final Pattern MARKUP = Pattern.compile("</?[A-Za-z][^<>]*+>|\\{\\\\[^{}]*+}");
    private static final Pattern ENTITY = Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]{2,4}));");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]++");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    private SubtitleText() {}

    /**
     * The file as text with {@code \n} between lines: by its byte order mark, else UTF-16 if it begins like it, else UTF-8, else
     * Windows-1252.
     */
    static String decode(byte[] file) {
        int mark = mark(file);
        var text = switch (mark) {
            case 0xFEFF -> new String(file, StandardCharsets.UTF_16BE);
            case 0xFFFE -> new String(file, StandardCharsets.UTF_16LE);
            // Files begin with a number or a blank, which is half a zero in UTF-16 and never one in anything else.
            default -> mark != 0 && mark >> 8 == 0 ? new String(file, StandardCharsets.UTF_16BE)
                    : mark != 0 && (mark & 0xFF) == 0 ? new String(file, StandardCharsets.UTF_16LE)
                    : utf8(file);
        };
        return LINE_END.matcher(text.startsWith("\uFEFF") ? text.substring(1) : text).replaceAll("\n");
    }

    private static int mark(byte[] file) {
        return file.length < 2 ? 0 : Byte.toUnsignedInt(file[0]) << 8 | Byte.toUnsignedInt(file[1]);
    }

    private static String utf8(byte[] file) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(file, WESTERN);
        }
    }

    /** The lines as one sentence: without markup, entities decoded, white space collapsed; may be empty. */
    static String sentence(List<String> lines) {
        var plain = MARKUP.matcher(String.join(" ", lines)).replaceAll("");
        var decoded = ENTITY.matcher(plain).replaceAll(found -> Matcher.quoteReplacement(entity(found)));
        return collapsed(decoded);
    }

    /** The text without white space around it, and with one blank for any inside. */
    static String collapsed(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    private static String entity(MatchResult found) {
        if (found.group(3) != null) {
            return NAMED.getOrDefault(found.group(3), found.group());
        }
        int code = found.group(1) != null ? Integer.parseInt(found.group(1)) : Integer.parseInt(found.group(2), 16);
        boolean isText = Character.isValidCodePoint(code) && Character.getType(code) != Character.SURROGATE;
        return isText ? Character.toString(code) : found.group();
    }
}
