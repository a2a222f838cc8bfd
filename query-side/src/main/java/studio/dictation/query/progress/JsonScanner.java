package studio.dictation.query.progress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/**
 * Reads the JSON of the two documents that every autosave touches, building nothing that isn't asked for. Knows
 * objects, texts and decimals; refuses all else with a {@link RuntimeException}.
 *
 * <p>An object is read as {@code for (var more = open(); more; more = next()) { name(); value }}.
 */
final class JsonScanner {
    private static final Codec<String> TEXT = Json.of(String.class);
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long SPACES = 0x2020202020202020L;
    private static final long QUOTES = 0x2222222222222222L;
    private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final int HEX_DIGITS = 4;
    private static final int DECIMALS = 3;
    private static final long ONE = 1_000;
    private final byte[] json;
    private int at;
    private boolean escaped;

    JsonScanner(byte[] json) {
        this.json = json;
    }

    /** Enters an object; false if it's empty. */
    boolean open() {
        expect('{');
        return !accept('}');
    }

    /** Goes on to the next member, or leaves the object. */
    boolean next() {
        if (accept(',')) {
            return true;
        }
        expect('}');
        return false;
    }

    /** A member's name, up to its value. */
    String name() {
        var from = position();
        skipText();
        var name = escaped
                ? TEXT.read(Arrays.copyOfRange(json, from, at))
                : new String(json, from + 1, at - from - 2, StandardCharsets.UTF_8);
        expect(':');
        return name;
    }

    /** A member's name that is a whole number without sign or leading zeros, up to its value. */
    int index() {
        expect('"');
        var from = at;
        var index = digits();
        var padded = json[from] == '0' && at > from + 1;
        if (index > Integer.MAX_VALUE || padded || peek() != '"') {
            throw refused("index");
        }
        at++;
        expect(':');
        return (int) index;
    }

    /** Passes over a text. */
    void skipText() {
        expect('"');
        escaped = false;
        for (at = plainUntil(at); at < json.length; at = plainUntil(at)) {
            var b = json[at++];
            if (b == '"') {
                return;
            }
            if (b == '\\') {
                escaped = true;
                skipEscape();
            } else if (b >= 0 && b < ' ') {
                throw refused("text");
            }
        }
        throw refused("end of a text");
    }

    /** A decimal of at most three places, not negative, in thousandths. */
    long thousandths() {
        skipSpace();
        var whole = digits();
        if (peek() != '.') {
            return Math.multiplyExact(whole, ONE);
        }
        var from = ++at;
        var fraction = digits();
        if (at - from > DECIMALS) {
            throw refused("number of milliseconds");
        }
        for (int place = at - from; place < DECIMALS; place++) {
            fraction *= 10;
        }
        return Math.addExact(Math.multiplyExact(whole, ONE), fraction);
    }

    /** Where the next name or value begins. */
    int position() {
        skipSpace();
        return at;
    }

    /** Where what was read last has ended. */
    int end() {
        return at;
    }

    /** Nothing but space may follow. */
    void finish() {
        skipSpace();
        if (at != json.length) {
            throw refused("end");
        }
    }

    /** Where the next byte that isn't plain text lies at the earliest. */
    private int plainUntil(int from) {
        int i = from;
        while (i <= json.length - Long.BYTES) {
            var eight = (long) EIGHT_BYTES.get(json, i);
            // Each term sets the highest bit of the first byte that is a control character, a quote or a backslash.
            var special = HIGHEST_BITS
                    & (((eight - SPACES) & ~eight) | zeroes(eight ^ QUOTES) | zeroes(eight ^ BACKSLASHES));
            if (special != 0) {
                return i + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        return i;
    }

    private static long zeroes(long eight) {
        return (eight - ONES) & ~eight;
    }

    private void skipEscape() {
        var escape = peek();
        at++;
        if (escape == 'u') {
            for (int i = 0; i < HEX_DIGITS; i++) {
                if (Character.digit(peek(), 16) < 0) {
                    throw refused("escape");
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(escape) < 0) {
            throw refused("escape");
        }
    }

    private long digits() {
        var from = at;
        long number = 0;
        for (var c = peek(); c >= '0' && c <= '9'; c = peek()) {
            number = Math.addExact(Math.multiplyExact(number, 10L), c - '0');
            at++;
        }
        if (at == from) {
            throw refused("digit");
        }
        return number;
    }

    private boolean accept(char wanted) {
        skipSpace();
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw refused("'" + wanted + "'");
        }
    }

    private void skipSpace() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    /** The byte at hand, 0 behind the end. */
    private char peek() {
        return at < json.length ? (char) (json[at] & 0xff) : 0;
    }

    private IllegalArgumentException refused(String expected) {
        return new IllegalArgumentException("No " + expected + " at byte " + at + " of " + json.length);
    }
}
