package studio.dictation.query.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTest {
    private static final Duration LAPSE = Duration.ofSeconds(4);

    private final AtomicLong now = new AtomicLong();
    private final Spread mine = spread("m");

    @Test
    void givesHalfOfWhatItHasMoreToOneThatHasNone() {
        mine.heard(spread("b").told(states(0, 4)));

        assertThat(mine.excess(states(4, 4))).contains(new Spread.Excess("learners", 2));
    }

    @Test
    void givesNothingForADifferenceOfOne() {
        mine.heard(spread("b").told(states(2, 5)));

        assertThat(mine.excess(states(3, 5))).isEmpty();
    }

    @Test
    void givesNothingToOneThatWouldTakeNone() {
        mine.heard(spread("b").told(List.of()));
        mine.heard(spread("c").told(List.of(SegmentState.standingBy("learners", 0).failing("newer layout"))));

        assertThat(mine.excess(states(4, 4))).isEmpty();
    }

    @Test
    void leavesItToTheOneThatHasMost() {
        mine.heard(spread("b").told(states(0, 9)));
        mine.heard(spread("c").told(states(5, 9)));

        assertThat(mine.excess(states(4, 9))).isEmpty();
    }

    @Test
    void leavesItToOneOfSeveralThatHaveMost() {
        mine.heard(spread("b").told(states(4, 8)));
        mine.heard(spread("c").told(states(0, 8)));
        var other = spread("b");
        other.heard(mine.told(states(4, 8)));
        other.heard(spread("c").told(states(0, 8)));

        assertThat(mine.excess(states(4, 8))).isEmpty();
        assertThat(other.excess(states(4, 8))).isPresent();
    }

    @Test
    void forgetsWhoIsHeardNoMore() {
        mine.heard(spread("b").told(states(0, 4)));
        now.addAndGet(LAPSE.plusMillis(1).toNanos());

        assertThat(mine.excess(states(4, 4))).isEmpty();
        assertThat(mine.isNext(states(4, 4))).isTrue();
    }

    @Test
    void forgetsWhoHasLeft() {
        mine.heard(spread("b").told(states(0, 4)));
        mine.heard(spread("b").left());

        assertThat(mine.isNext(states(4, 4))).isTrue();
    }

    @Test
    void leavesWhatBecomesFreeToTheOneThatHasFewest() {
        mine.heard(spread("b").told(states(1, 4)));

        assertThat(mine.isNext(states(2, 4))).isFalse();
        assertThat(mine.isNext(states(1, 4))).isTrue();
    }

    @Test
    void offersWhatNobodyTakesMoreAndMoreSeldom() {
        int offers = 0;
        for (int round = 0; round < 200; round++) {
            mine.heard(spread("b").told(states(0, 4)));
            offers += mine.excess(states(4, 4)).isPresent() ? 1 : 0;
        }

        assertThat(offers).isBetween(5, 9);
    }

    @Test
    void endsEvenForAnyNumberOfNodesAndStaysThere() {
        for (int nodes = 1; nodes <= 7; nodes++) {
            for (int segments : new int[] {1, 4, 7, 64}) {
                var cluster = new Cluster(nodes, segments);
                int moves = cluster.run(60);
                assertThat(cluster.difference()).as("%d nodes, %d segments", nodes, segments).isLessThanOrEqualTo(1);
                assertThat(moves).as("%d nodes, %d segments", nodes, segments).isLessThan(2 * segments);
                assertThat(cluster.run(60)).as("moves when all is even").isZero();
            }
        }
    }

    private Spread spread(String node) {
        return new Spread(node, LAPSE, now::get);
    }

    private static List<SegmentState> states(int held, int all) {
        return IntStream.range(0, all)
                .mapToObj(segment -> segment < held
                        ? SegmentState.standingBy("learners", segment).working("1:1:1", 0)
                        : SegmentState.standingBy("learners", segment))
                .toList();
    }

    /** Nodes that tell each other everything, the first of which has all segments. */
    private final class Cluster {
        private final int segments;
        private final Map<Spread, Integer> held = new LinkedHashMap<>();

        Cluster(int nodes, int segments) {
            this.segments = segments;
            for (int node = 0; node < nodes; node++) {
                held.put(spread("n" + node), node == 0 ? segments : 0);
            }
        }

        /** Answers how many segments were moved. */
        int run(int rounds) {
            int moved = 0;
            for (int round = 0; round < rounds; round++) {
                held.forEach((one, count) -> held.keySet().forEach(other -> other.heard(one.told(states(count, segments)))));
                for (var giving : new ArrayList<>(held.keySet())) {
                    int count = giving.excess(states(held.get(giving), segments)).map(Spread.Excess::count).orElse(0);
                    for (int i = 0; i < count; i++) {
                        var taking = held.entrySet().stream().filter(one -> one.getKey() != giving)
                                .min(Map.Entry.comparingByValue()).orElseThrow().getKey();
                        held.merge(giving, -1, Integer::sum);
                        held.merge(taking, 1, Integer::sum);
                        moved++;
                    }
                }
            }
            return moved;
        }

        int difference() {
            var counts = held.values().stream().mapToInt(Integer::intValue).summaryStatistics();
            return counts.getMax() - counts.getMin();
        }
    }
}
