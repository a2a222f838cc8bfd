package studio.dictation.query.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands in the engine's keys, read past the engine. */
final class Positions {
    private Positions() {}

    /** Where each segment stands; empty when the data is lost. */
    static List<String> of(TestRedis redis, Projection projection) {
        List<String> positions = new ArrayList<>();
        for (int i = 0; i < segments(redis, projection); i++) {
            positions.add(text(redis.in(projection.database()).hget(segment(projection, i), "position")));
        }
        return positions;
    }

    static int segments(TestRedis redis, Projection projection) {
        var count = redis.in(projection.database()).hget("projection:" + projection.name(), "segments");
        return count == null ? 0 : Integer.parseInt(text(count));
    }

    /** Which history of the data it is. */
    static String epoch(TestRedis redis, Projection projection) {
        return text(redis.in(projection.database()).hget("projection:" + projection.name(), "epoch"));
    }

    /** Who claimed a segment last. */
    static String owner(TestRedis redis, Projection projection, int segment) {
        return text(redis.in(projection.database()).hget(segment(projection, segment), "owner"));
    }

    /** All dead letters: sequence → lines of position and reason. */
    static Map<String, List<String>> letters(TestRedis redis, Projection projection) {
        Map<String, List<String>> letters = new TreeMap<>();
        for (int i = 0; i < segments(redis, projection); i++) {
            redis.in(projection.database()).hgetall("letters:" + projection.name() + ":" + i)
                    .forEach((sequence, lines) -> letters.put(sequence, text(lines).lines().toList()));
        }
        return letters;
    }

    private static String segment(Projection projection, int segment) {
        return "projection:" + projection.name() + ":" + segment;
    }

    private static String text(byte[] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
