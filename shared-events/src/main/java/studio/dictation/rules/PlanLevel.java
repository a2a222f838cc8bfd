package studio.dictation.rules;

import java.util.Locale;
import java.util.Optional;

/** What a learner may use, the lowest first. */
public enum PlanLevel {
    FREE(0),
    BASIC(30),
    PRO(90),
    PREMIUM(180);

    /** Days of a plan that is meant to last: a hundred years. */
    public static final int PERMANENT_DAYS = 36_500;

    private static final int PREMIUM_DAYS = 90;
    private static final int PRO_DAYS = 60;

    private final int catalogueDays;
    private final String text = name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);

    PlanLevel(int catalogueDays) {
        this.catalogueDays = catalogueDays;
    }

    /** Days it is sold for, and lasts where nobody says how long; 0 for the free one. */
    public int catalogueDays() {
        return catalogueDays;
    }

    /** As events, Redis and clients spell it: {@code Free}, {@code Basic}, {@code Pro}, {@code Premium}. */
    public String text() {
        return text;
    }

    /** Whether it lifts the limits of the free plan. */
    public boolean isPaid() {
        return this != FREE;
    }

    /** The level so spelt, if there is one. */
    public static Optional<PlanLevel> of(String text) {
        for (var level : values()) {
            if (level.text.equals(text)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** The level that so many days stand for where nobody names one (contract §9.3); {@code FREE} for none. */
    public static PlanLevel forDays(int days) {
        if (days >= PREMIUM_DAYS) {
            return PREMIUM;
        }
        if (days >= PRO_DAYS) {
            return PRO;
        }
        return days >= 1 ? BASIC : FREE;
    }
}
