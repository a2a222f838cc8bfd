package studio.dictation.query.usage;

/**
 * Asks how much the service was used; answered with a {@link UsageView}.
 *
 * @param days how many days of UTC up to today, 0 to {@value #MOST_DAYS}
 */
public record GetUsage(int days) {
    /** What can be asked for at once. */
    public static final int MOST_DAYS = 366;

    public GetUsage {
        if (days < 0 || days > MOST_DAYS) {
            throw new IllegalArgumentException("Not a number of days to ask for: " + days);
        }
    }
}
