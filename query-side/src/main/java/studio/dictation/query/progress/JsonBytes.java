package studio.dictation.query.progress;

import java.util.Arrays;
import tools.jackson.core.io.JsonStringEncoder;

/** JSON under construction, as UTF-8. */
final class JsonBytes {
    private byte[] bytes;
    private int length;

    /** @param expected how many bytes it will probably be */
    JsonBytes(int expected) {
        bytes = new byte[expected];
    }

    /** Adds ASCII as it is: punctuation, numbers. */
    JsonBytes raw(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Adds a text in quotes. */
    JsonBytes text(String text) {
        raw("\"");
        if (isPlain(text)) {
            raw(text);
        } else {
            slice(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        }
        return raw("\"");
    }

    byte[] toArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void slice(byte[] encoded) {
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
