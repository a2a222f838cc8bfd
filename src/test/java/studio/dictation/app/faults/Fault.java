package studio.dictation.app.faults;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that happens to the machine.
 *
 * @param kind  what
 * @param node  to which service, on whose way to the store, or whom an administrator asks; 0 or 1
 * @param after how long after the cycle's first fault or rebuild at the earliest
 * @param lasts how long it lasts before it is undone
 */
record Fault(Kind kind, int node, Duration after, Duration lasts) {
    /** The same, so much later. */
    Fault later(Duration by) {
        return new Fault(kind, node, after.plus(by), lasts);
    }

    /** Which of so many it happens to, where there are several. */
    int choice(int among) {
        return (int) (lasts.toMillis() % among);
    }

    /** To what it happens. */
    enum Target {
        SERVICE, POSTGRES, REDIS, BOTH_STORES, PROJECTION;

        /** Whether two faults of these would be in each other's way. */
        boolean isDisturbedBy(Target other) {
            return this == other || (this == BOTH_STORES && other.isStore()) || (other == BOTH_STORES && isStore());
        }

        private boolean isStore() {
            return this == POSTGRES || this == REDIS;
        }
    }

    /** What happens. */
    enum Kind {
        /** {@code kill -9}, and started again afterwards. */
        KILL_SERVICE(Target.SERVICE),
        /** {@code SIGSTOP} for longer than its claims and leases hold. */
        PAUSE_SERVICE(Target.SERVICE),
        KILL_POSTGRES(Target.POSTGRES),
        PAUSE_POSTGRES(Target.POSTGRES),
        /** PostgreSQL ends every session of the service. */
        END_SESSIONS(Target.POSTGRES),
        KILL_REDIS(Target.REDIS),
        PAUSE_REDIS(Target.REDIS),
        FLUSH_REDIS(Target.REDIS),
        /** One database of those that projections fill. */
        FLUSH_DATABASE(Target.REDIS),
        /** Redis dies and comes back with the files it had when the cycle began. */
        RESTORE_REDIS(Target.REDIS),
        /** Redis ends every connection that listens. */
        END_SUBSCRIPTIONS(Target.REDIS),
        /** Connections of one service to PostgreSQL end. */
        CUT_POSTGRES(Target.POSTGRES),
        CUT_REDIS(Target.REDIS),
        /** Nothing passes between one service and PostgreSQL, for longer than leases hold, and what was sent arrives late. */
        SEPARATE_POSTGRES(Target.POSTGRES),
        SEPARATE_REDIS(Target.REDIS),
        /** No space is left where the stores keep their files. */
        FILL_DISK(Target.BOTH_STORES),
        /** Nothing bad by itself: an administrator has a projection filled anew beside the live one. */
        REBUILD(Target.PROJECTION),
        /** The generation before goes live again, if it is kept. */
        ROLL_BACK(Target.PROJECTION);

        private final Target target;

        Kind(Target target) {
            this.target = target;
        }

        Target target() {
            return target;
        }

        /** Whether it is of one service. */
        boolean isOfNode() {
            return switch (this) {
                case KILL_SERVICE, PAUSE_SERVICE, CUT_POSTGRES, CUT_REDIS, SEPARATE_POSTGRES, SEPARATE_REDIS, REBUILD, ROLL_BACK -> true;
                default -> false;
            };
        }

        /** Whether it has an end of its own, and then has to outlast claims and leases. */
        boolean isLong() {
            return switch (this) {
                case PAUSE_SERVICE, PAUSE_POSTGRES, PAUSE_REDIS, SEPARATE_POSTGRES, SEPARATE_REDIS -> true;
                default -> false;
            };
        }
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (kind.isOfNode() ? node == 0 ? " a" : " b" : "")
                + " after %d ms for %d ms".formatted(after.toMillis(), lasts.toMillis());
    }
}
