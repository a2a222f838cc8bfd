package studio.dictation.app.web.recommendation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.web.Queries;
import studio.dictation.query.recommendation.FindSubmittedRecommendations;
import studio.dictation.query.recommendation.SubmittedRecommendationView;

/** Recommendations of all learners, the newest first. The id of the last one leads to the next. */
final class RecommendationPages {
    private static final int PAGE = 500;
    private static final Pattern CURSOR = Pattern.compile("REC_([0-9]{1,15})");

    private RecommendationPages() {}

    static boolean isCursor(String cursor) {
        return CURSOR.matcher(cursor).matches();
    }

    /**
     * Reads them.
     *
     * @param cursor the id that they come after; null to begin with the newest
     * @param limit  how many at most; null for all
     */
    static List<SubmittedRecommendationView> read(Queries queries, @Nullable String cursor, @Nullable Integer limit) {
        var most = limit == null ? Integer.MAX_VALUE : limit;
        var before = cursor == null ? Long.MAX_VALUE : millis(cursor);
        List<SubmittedRecommendationView> read = new ArrayList<>();
        while (read.size() < most) {
            var page = queries.list(
                    new FindSubmittedRecommendations(before, Math.min(PAGE, most - read.size())),
                    SubmittedRecommendationView.class);
            if (page.isEmpty()) {
                break;
            }
            read.addAll(page);
            before = page.getLast().submittedAt();
        }
        return read;
    }

    private static long millis(String id) {
        var matcher = CURSOR.matcher(id);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("No id of a recommendation");
        }
        return Long.parseLong(matcher.group(1));
    }
}
