package studio.dictation.query.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import studio.dictation.query.redis.Codec;

/**
 * What a learner typed: {@code {"<sentence index>":"text"}} in the order of the sentences. A line that doesn't change is
 * never decoded, it goes from the old bytes to the new ones as it stands, so an autosave costs what it changes and not what
 * the dictation has grown to.
 */
final class TypedLines {
    static final Codec<TypedLines> CODEC = new Codec<>() {
        @Override
        public TypedLines read(byte[] stored) {
            return TypedLines.read(stored);
        }

        @Override
        public byte[] write(TypedLines value) {
            return value.write();
        }
    };

    private final List<Line> lines = new ArrayList<>();

    /** Types lines anew and takes lines away. */
    TypedLines change(Map<String, String> changed, List<String> cleared) {
        for (var index : cleared) {
            var place = find(parse(index));
            if (place >= 0) {
                lines.remove(place);
            }
        }
        changed.forEach((index, text) -> put(Line.of(parse(index), text)));
        return this;
    }

    private static int parse(String index) {
        var number = Integer.parseInt(index);
        if (number < 0) {
            throw new IllegalArgumentException("No sentence has a negative index");
        }
        return number;
    }

    private void put(Line line) {
        if (lines.isEmpty() || lines.getLast().index < line.index) {
            lines.add(line);
            return;
        }
        var place = find(line.index);
        if (place >= 0) {
            lines.set(place, line);
        } else {
            lines.add(-place - 1, line);
        }
    }

    /** The line's place, or the place it belongs at as {@code -place - 1}. */
    private int find(int index) {
        int from = 0;
        int to = lines.size();
        while (from < to) {
            var middle = (from + to) >>> 1;
            var there = lines.get(middle).index;
            if (there == index) {
                return middle;
            }
            if (there < index) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return -from - 1;
    }

    private static TypedLines read(byte[] stored) {
        var typed = new TypedLines();
        var json = new JsonScanner(stored);
        for (var more = json.open(); more; more = json.next()) {
            var from = json.position();
            var index = json.index();
            json.skipText();
            typed.put(new Line(index, stored, from, json.end()));
        }
        json.finish();
        return typed;
    }

    private byte[] write() {
        var size = 1 + Math.max(1, lines.size());
        for (var line : lines) {
            size += line.to - line.from;
        }
        var json = new byte[size];
        json[0] = '{';
        var at = 1;
        for (var line : lines) {
            if (at > 1) {
                json[at++] = ',';
            }
            System.arraycopy(line.json, line.from, json, at, line.to - line.from);
            at += line.to - line.from;
        }
        json[at] = '}';
        return json;
    }

    /** {@code "index":"text"} as it stands from one byte to before another. */
    private static final class Line {
        private static final int EXPECTED_OVERHEAD = 16;
        private final int index;
        private final byte[] json;
        private final int from;
        private final int to;

        Line(int index, byte[] json, int from, int to) {
            this.index = index;
            this.json = json;
            this.from = from;
            this.to = to;
        }

        static Line of(int index, String text) {
            var json = new JsonBytes(text.length() + EXPECTED_OVERHEAD)
                    .raw("\"")
                    .raw(Integer.toString(index))
                    .raw("\":")
                    .text(text)
                    .toArray();
            return new Line(index, json, 0, json.length);
        }
    }
}
