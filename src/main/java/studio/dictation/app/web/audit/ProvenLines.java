package studio.dictation.app.web.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the entries of an account as they are stored, as lines of JSON that prove themselves. */
@FunctionalInterface
public interface ProvenLines {
    /**
     * Writes all lines.
     *
     * @param from  first instant wanted; null: from the first entry on
     * @param until first instant that is too late; null: to the last entry
     */
    void write(UUID accountId, @Nullable Instant from, @Nullable Instant until, OutputStream body) throws IOException;
}
