package studio.dictation.query.recommendation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations of all learners.
 *
 * @param recommendations newest first
 * @param next            what the next ones were submitted before, epoch milliseconds; null when these are the last
 */
public record SubmittedRecommendationsView(List<SubmittedRecommendationView> recommendations, @Nullable Long next) {}
