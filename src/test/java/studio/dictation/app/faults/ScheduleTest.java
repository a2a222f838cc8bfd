package studio.dictation.app.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.dictation.app.faults.Fault.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {
    private static final Duration LEASE = Duration.ofSeconds(5);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(cycles(Schedule.of(7, true), 100)).isEqualTo(cycles(Schedule.of(7, true), 100));
        assertThat(cycles(Schedule.of(8, true), 100)).isNotEqualTo(cycles(Schedule.of(7, true), 100));
    }

    @Test
    void hasEveryKindOften() {
        var faults = cycles(Schedule.of(1, true), 200).stream().flatMap(List::stream).toList();

        for (var kind : Kind.values()) {
            assertThat(faults).as(kind.name()).filteredOn(fault -> fault.kind() == kind).hasSizeGreaterThan(10);
        }
    }

    @Test
    void fillsNoDiskWhereThatCannotBe() {
        assertThat(cycles(Schedule.of(1, false), 100).stream().flatMap(List::stream)).extracting(Fault::kind).doesNotContain(Kind.FILL_DISK);
    }

    @Test
    void letsNothingStandStillForShorterThanLeasesHold() {
        assertThat(cycles(Schedule.of(1, true), 200).stream().flatMap(List::stream).filter(fault -> fault.kind().isLong()))
                .allSatisfy(fault -> assertThat(fault.lasts()).isGreaterThan(LEASE));
    }

    @Test
    void doesTwoThingsAtATimeToDifferentParts() {
        assertThat(cycles(Schedule.of(1, true), 200)).filteredOn(faults -> faults.size() > 1).isNotEmpty().allSatisfy(faults -> {
            assertThat(faults.getFirst().kind().target().isDisturbedBy(faults.get(1).kind().target())).isFalse();
            assertThat(faults.get(1).after()).isLessThan(faults.getFirst().after().plus(faults.getFirst().lasts()).plusMillis(101));
        });
    }

    @Test
    void rebuildsBeforeAndAmidWhatFails() {
        var rebuilt = cycles(Schedule.of(1, true), 200).stream()
                .filter(faults -> faults.getLast().kind().target() == Fault.Target.PROJECTION).toList();

        assertThat(rebuilt).filteredOn(faults -> faults.getFirst().after().isZero()).hasSizeGreaterThan(20);
        assertThat(rebuilt).filteredOn(faults -> faults.getFirst().after().isPositive()).hasSizeGreaterThan(20)
                .allSatisfy(faults -> assertThat(faults.getLast().after()).isZero());
    }

    @Test
    void hasAlmostEveryKindOnceInAFewBriefCycles() {
        assertThat(cycles(Schedule.brief(1), 8).stream().flatMap(List::stream).map(Fault::kind).distinct()).hasSizeGreaterThan(12);
    }

    private static List<List<Fault>> cycles(Schedule schedule, int count) {
        return IntStream.range(0, count).mapToObj(number -> schedule.next()).toList();
    }
}
