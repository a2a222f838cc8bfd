package studio.dictation.app.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.ledger.ExportLine.Stream;

/** What an export has of each stream since its last part, kept while it is written or read. */
final class StreamParts {
    private final Map<String, Stream> parts = new LinkedHashMap<>();

    void add(String stream, long sequence, String hash) {
        parts.merge(stream, new Stream(stream, sequence, sequence, 1, hash),
                (part, one) -> new Stream(stream, part.first(), sequence, part.entries() + 1, hash));
    }

    /** Counts an entry that stands behind others that came after it. */
    void addLate(String stream) {
        parts.computeIfPresent(stream,
                (_, part) -> new Stream(stream, part.first(), part.last(), part.entries() + 1, part.head()));
    }

    @Nullable Stream of(String stream) {
        return parts.get(stream);
    }

    int size() {
        return parts.size();
    }

    void clear() {
        parts.clear();
    }

    List<Stream> all() {
        return List.copyOf(parts.values());
    }
}
