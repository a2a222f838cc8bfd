package studio.dictation.query.code;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers which membership codes can be redeemed. */
public final class CodeQueries {
    private static final int MOST_CODES = 1_000;

    private final Reads learners;
    private final Clock clock;

    /** @param learners database 0 */
    public CodeQueries(Reads learners, Clock clock) {
        this.learners = learners;
        this.clock = clock;
    }

    @QueryHandler
    List<CodeView> handle(FindCodes query) {
        var newest = learners.highest(Key.CODES, null, MOST_CODES).stream().map(Reads.Ranked::member).toList();
        var stored = learners.strings(newest.stream().map(Key::code).toList());
        var now = clock.instant();
        var views = new ArrayList<CodeView>();
        for (int i = 0; i < stored.size(); i++) {
            var text = stored.get(i);
            if (text != null) {
                CodeView.of(newest.get(i), CodeDocument.CODEC.read(text.getBytes(StandardCharsets.UTF_8)), now).ifPresent(views::add);
            }
        }
        return views;
    }
}
