package studio.dictation.command.billing;

/** What of a grant counts when money was given back. */
public enum RefundPolicy {
    /** All of it, until everything was given back: then nothing. */
    FULL {
        @Override
        int daysCounting(int days, long refunded, long amount) {
            return refunded >= amount ? 0 : days;
        }
    },
    /** As much of it as was kept of the money, in whole days, rounded up. */
    PROPORTIONAL {
        @Override
        int daysCounting(int days, long refunded, long amount) {
            return refunded >= amount ? 0 : (int) Math.ceilDiv(days * (amount - refunded), amount);
        }
    },
    /** All of it. */
    NONE {
        @Override
        int daysCounting(int days, long refunded, long amount) {
            return days;
        }
    };

    abstract int daysCounting(int days, long refunded, long amount);
}
