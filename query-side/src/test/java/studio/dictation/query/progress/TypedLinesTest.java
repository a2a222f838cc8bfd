package studio.dictation.query.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.query.redis.Codec;
import studio.dictation.query.redis.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.dictation.query.redis.Documents.read;
import static studio.dictation.query.redis.Documents.written;

class TypedLinesTest {
    private static final Codec<Map<String, String>> PLAIN_JSON = Json.mapOf(String.class);

    @Test
    void areAnEmptyObjectWhileNothingIsTyped() {
        assertThat(written(TypedLines.CODEC, new TypedLines())).isEqualTo("{}");
        assertThat(written(TypedLines.CODEC, read(TypedLines.CODEC, " { } "))).isEqualTo("{}");
    }

    @Test
    void standInTheOrderOfTheSentences() {
        var lines = new TypedLines().change(Map.of("10", "ten"), List.of()).change(Map.of("9", "nine"), List.of());
        lines.change(Map.of("0", "zero", "99999", "last"), List.of());
        assertThat(written(TypedLines.CODEC, lines))
                .isEqualTo("{\"0\":\"zero\",\"9\":\"nine\",\"10\":\"ten\",\"99999\":\"last\"}");
    }

    @Test
    void areReplacedAndTakenAway() {
        var lines = read(TypedLines.CODEC, "{\"0\":\"a\",\"1\":\"b\",\"2\":\"c\"}");
        lines.change(Map.of("1", "B"), List.of("0", "7"));
        assertThat(written(TypedLines.CODEC, lines)).isEqualTo("{\"1\":\"B\",\"2\":\"c\"}");
    }

    @Test
    void takeOtherOrdersAndSpaceAndTheLastOfTwo() {
        var lines = read(TypedLines.CODEC, "{ \"2\" : \"c\",\n\"0\":\"a\", \"2\":\"C\" }");
        assertThat(written(TypedLines.CODEC, lines.change(Map.of("1", "b"), List.of())))
                .isEqualTo("{\"0\":\"a\",\"1\":\"b\",\"2\":\"C\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"quoted\"", "back\\slash", "tab\tline\nbreak", "\u0000\u001f", "naïve",
        "書き取り", "🎧 emoji", "exactly8", "seven__\"", "0123456789012345\\"})
    void keepAnyText(String text) {
        var once = new TypedLines().change(Map.of("3", text, "4", "next"), List.of());
        var stored = TypedLines.CODEC.write(once);
        assertThat(PLAIN_JSON.read(stored)).containsExactly(Map.entry("3", text), Map.entry("4", "next"));
        assertThat(TypedLines.CODEC.write(TypedLines.CODEC.read(stored))).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"0\":\"a\"", "{\"0\":\"a\",}", "{\"0\" \"a\"}", "{\"0\":\"a}",
        "{\"0\":1}", "{\"0\":null}", "{\"0\":\"a\"} {", "{\"0\":\"a\"\"1\":\"b\"}", "{0:\"a\"}", "{\"x\":\"a\"}",
        "{\"\":\"a\"}",
        "{\"01\":\"a\"}", "{\"-1\":\"a\"}", "{\"2147483648\":\"a\"}", "{\"0\":\"\\x\"}", "{\"0\":\"\\u12g4\"}",
        "{\"0\":\"a\tb\"}", "{\"0\":\"long enough text a\nb\"}", "{\"0\":\"\\", "{\"0"})
    void refuseWhatTheyAreNot(String stored) {
        assertThatThrownBy(() -> read(TypedLines.CODEC, stored)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1.5", "2147483648"})
    void refuseAnIndexThatIsNone(String index) {
        var lines = new TypedLines();
        assertThatThrownBy(() -> lines.change(Map.of(index, "text"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lines.change(Map.of(), List.of(index))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comeOutTheSameWhereverABatchEnds() {
        var random = new Random(20_261_123);
        var inOneBatch = new TypedLines();
        var stored = TypedLines.CODEC.write(new TypedLines());
        Map<Integer, String> expected = new TreeMap<>();
        for (int save = 0; save < 500; save++) {
            Map<String, String> changed = new LinkedHashMap<>();
            var index = random.nextInt(60);
            changed.put(Integer.toString(index), "text " + save + (save % 3 == 0 ? " \"é\"" : ""));
            var cleared = (index + 1 + random.nextInt(58)) % 60;
            expected.put(index, changed.get(Integer.toString(index)));
            expected.remove(cleared);
            inOneBatch.change(changed, List.of(Integer.toString(cleared)));
            stored = TypedLines.CODEC.write(
                    TypedLines.CODEC.read(stored).change(changed, List.of(Integer.toString(cleared))));
        }
        assertThat(TypedLines.CODEC.write(inOneBatch)).isEqualTo(stored);
        Map<String, String> texts = new LinkedHashMap<>();
        expected.forEach((index, text) -> texts.put(Integer.toString(index), text));
        assertThat(stored).isEqualTo(PLAIN_JSON.write(texts));
    }
}
