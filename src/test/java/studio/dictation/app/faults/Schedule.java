package studio.dictation.app.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.faults.Fault.Kind;

/** What happens in which cycle; the same for the same seed. Every kind comes before any comes again. */
final class Schedule {
    /** Claims of segments lapse after 4 s, leases of automations and messages after 5 s. */
    private static final int LONGER_THAN_LEASES = 5_200;

    private static final int SHORT = 1_200;
    private static final int MOMENT = 600;

    /** About as long as a rebuild takes while nothing fails. */
    private static final int REBUILD = 1_000;

    private final Random random;
    private final boolean brief;
    private final List<Kind> kinds;
    private final Deque<Kind> deck = new ArrayDeque<>();

    private Schedule(long seed, boolean brief, List<Kind> kinds) {
        this.random = new Random(seed);
        this.brief = brief;
        this.kinds = kinds;
    }

    /** One fault a cycle, or two at the same time; often while a projection is rebuilt. */
    static Schedule of(long seed, boolean disk) {
        return new Schedule(seed, false, Stream.of(Kind.values()).filter(kind -> isFault(kind, disk)).toList());
    }

    /** Two faults a cycle; only services stand still for longer than leases hold. */
    static Schedule brief(long seed) {
        return new Schedule(seed, true, Stream.of(Kind.values()).filter(kind -> isFault(kind, false)).toList());
    }

    /** The next cycle's faults; the first begins it. */
    List<Fault> next() {
        var faults = new ArrayList<Fault>();
        var first = fault(draw(null), Duration.ZERO);
        faults.add(first);
        var lasts = Math.max(100, (int) first.lasts().toMillis());
        if (brief || random.nextInt(100) < 45) {
            faults.add(fault(draw(first.kind()), Duration.ofMillis(random.nextInt(lasts))));
        }
        if (random.nextInt(100) < (brief ? 60 : 40)) {
            // As often before everything else as in the midst of it: so it is hit wherever it is.
            boolean before = random.nextBoolean();
            var ahead = Duration.ofMillis(before ? random.nextInt(REBUILD) : 0);
            faults.replaceAll(fault -> fault.later(ahead));
            faults.add(fault(random.nextInt(4) == 0 ? Kind.ROLL_BACK : Kind.REBUILD,
                    Duration.ofMillis(before ? 0 : random.nextInt(Math.min(lasts, MOMENT)))));
        }
        return faults;
    }

    private static boolean isFault(Kind kind, boolean disk) {
        return kind.target() != Fault.Target.PROJECTION && (disk || kind != Kind.FILL_DISK);
    }

    private Fault fault(Kind kind, Duration after) {
        int most = kind.isLong() ? 800 : SHORT;
        int least = !kind.isLong() ? 0 : brief && kind != Kind.PAUSE_SERVICE ? SHORT : LONGER_THAN_LEASES;
        return new Fault(kind, random.nextInt(2), after, Duration.ofMillis(least + random.nextInt(most)));
    }

    /** A kind that has not come lately, and is not in the way of the one it goes with. */
    private Kind draw(@Nullable Kind with) {
        if (deck.isEmpty()) {
            var shuffled = new ArrayList<>(kinds);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        var fitting = deck.stream().filter(kind -> fits(kind, with)).findFirst();
        if (fitting.isPresent()) {
            deck.remove(fitting.get());
            return fitting.get();
        }
        var others = kinds.stream().filter(kind -> fits(kind, with)).toList();
        return others.get(random.nextInt(others.size()));
    }

    private static boolean fits(Kind kind, @Nullable Kind with) {
        return with == null || !kind.target().isDisturbedBy(with.target());
    }
}
