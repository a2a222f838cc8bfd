package studio.dictation.query.progress;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

/**
 * Reads the JSON of the two documents that every autosave touches, building nothing that isn't asked for. Knows objects,
 * texts and decimals; refuses all else with an {@link IllegalArgumentException}.
 *
 * <p>An object is read as {@code for (var more = open(); more; more = next()) { name(); value }}.
 */
final class JsonScanner {
    private static final Codec<String> TEXT = Json.of(String.class);
    private static final int HEX_DIGITS = 4;
    private static final int DECIMALS = 3;
    private static final long ONE = 1_000;
    private final byte[] json;
    private int at;

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
        var name = escaped(from)
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
        while (at < json.length) {
            var b = json[at++];
            if (b == '"') {
                return;
            }
            if (b == '\\') {
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

    private boolean escaped(int from) {
        for (int i = from; i < at; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
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
