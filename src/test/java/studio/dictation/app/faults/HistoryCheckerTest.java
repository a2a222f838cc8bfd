package studio.dictation.app.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.dictation.app.faults.Write.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Hand-made histories: a right one of each kind, and one for every way to be wrong. */
class HistoryCheckerTest {
    private static final String SAVED = "Saved";
    private static final String REDEEMED = "Redeemed";
    private static final String GRANTED = "Granted";
    private static final String OBJECT = "dictation";

    private final List<Write> writes = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    private final List<Stored> stored = new ArrayList<>();

    @Test
    void findsNothingWrongWithWhatIsRight() {
        wrote("a", 1, 2, Outcome.SHOWN);
        wrote("b", 3, 4, Outcome.UNKNOWN);
        wrote("c", 5, 6, Outcome.PENDING);
        wrote("d", 7, 8, Outcome.REFUSED);
        wrote("e", 9, 10, Outcome.UNKNOWN);
        saved(0, "a");
        saved(1, "c");
        // What was given up may come late.
        saved(2, "b");
        read(2.5, new Read.Last("a"));
        read(6.5, new Read.Last("a"));
        read(6.6, new Read.Last("b"));
        read(6.5, new Read.All(Set.of("a")));
        read(6.5, new Read.All(Set.of("a", "b", "c")));
        read(6.5, new Read.Sum(1));
        read(6.5, new Read.Sum(3));
        stored.add(new Stored("code:1", 0, REDEEMED, null, "1", "g1"));
        stored.add(new Stored("membership:1", 0, GRANTED, null, null, "g1"));

        assertThat(laws()).isEmpty();
    }

    @Test
    void missesAnAcknowledgedCommand() {
        wrote("a", 1, 2, Outcome.SHOWN);

        assertThat(laws()).containsExactly("An acknowledged command is stored exactly once");
    }

    @Test
    void missesAPendingCommand() {
        wrote("a", 1, 2, Outcome.PENDING);

        assertThat(laws()).containsExactly("An acknowledged command is stored exactly once");
    }

    @Test
    void noticesAnAcknowledgedCommandThatIsStoredTwice() {
        wrote("a", 1, 2, Outcome.SHOWN);
        saved(0, "a");
        saved(1, "a");

        assertThat(laws()).containsExactly("An acknowledged command is stored exactly once");
    }

    @Test
    void noticesAnUnacknowledgedCommandThatIsStoredTwice() {
        wrote("a", 1, 2, Outcome.UNKNOWN);
        saved(0, "a");
        saved(1, "a");

        assertThat(laws()).containsExactly("An unacknowledged command is stored at most once");
    }

    @Test
    void noticesARefusedCommandThatIsStored() {
        wrote("a", 1, 2, Outcome.REFUSED);
        saved(0, "a");

        assertThat(laws()).containsExactly("A refused command is never stored");
    }

    @Test
    void noticesWhatNobodyAskedFor() {
        saved(0, "a");

        assertThat(laws()).containsExactly("Nothing is stored that nobody asked for");
    }

    @Test
    void noticesAHole() {
        stored.add(new Stored("s", 0, "Other", null, null, null));
        stored.add(new Stored("s", 2, "Other", null, null, null));

        assertThat(laws()).containsExactly("A stream is read in order and without holes");
    }

    @Test
    void noticesAStreamThatBeginsLate() {
        stored.add(new Stored("s", 1, "Other", null, null, null));

        assertThat(laws()).containsExactly("A stream is read in order and without holes");
    }

    @Test
    void noticesAStreamOutOfOrder() {
        for (var sequence : new long[] {0, 2, 1, 3}) {
            stored.add(new Stored("s", sequence, "Other", null, null, null));
        }

        assertThat(laws()).isNotEmpty().containsOnly("A stream is read in order and without holes");
    }

    @Test
    void noticesACodeThatIsRedeemedTwice() {
        stored.add(new Stored("code:1", 0, REDEEMED, null, "1", null));
        stored.add(new Stored("code:1", 1, REDEEMED, null, "1", null));

        assertThat(laws()).containsExactly("What can be used once is used once");
    }

    @Test
    void missesTheGrantOfWhatIsRedeemed() {
        stored.add(new Stored("code:1", 0, REDEEMED, null, "1", "g1"));

        assertThat(laws()).containsExactly("What is paid or redeemed is granted once");
    }

    @Test
    void noticesASecondGrantOfWhatIsRedeemed() {
        stored.add(new Stored("code:1", 0, REDEEMED, null, "1", "g1"));
        stored.add(new Stored("membership:1", 0, GRANTED, null, null, "g1"));
        stored.add(new Stored("membership:1", 1, GRANTED, null, null, "g1"));

        assertThat(laws()).containsExactly("What is paid or redeemed is granted once");
    }

    @Test
    void noticesAGrantOfNothing() {
        stored.add(new Stored("membership:1", 0, GRANTED, null, null, "g1"));

        assertThat(laws()).containsExactly("Nothing is granted that was neither paid nor redeemed");
    }

    @Test
    void noticesAnswersThatNothingJustifies() {
        wrote("a", 1, 2, Outcome.ABSURD);
        read(3, new Read.Absurd("404 User not found"));

        assertThat(laws()).hasSize(2).containsOnly("An answer is a success, a refusal that holds, or says that it can't be given now");
    }

    @Test
    void missesOnesOwnWriteInALaterRead() {
        wrote("a", 1, 2, Outcome.SHOWN);
        wrote("b", 3, 4, Outcome.SHOWN);
        saved(0, "a");
        saved(1, "b");
        read(4.5, new Read.Last("a"));
        read(4.5, new Read.Last(null));
        read(4.5, new Read.All(Set.of("a")));
        read(4.5, new Read.Sum(1));
        read(2.5, new Read.Sum(0));

        assertThat(laws()).hasSize(5).containsOnly("Whoever got an answer sees their write in every later read");
    }

    @Test
    void takesNoEarlierWriteForALaterOneThoughItWasAnsweredLater() {
        wrote("b", 1, 4, Outcome.SHOWN);
        wrote("a", 2, 5, Outcome.SHOWN);
        saved(0, "a");
        saved(1, "b");
        read(5.5, new Read.Last("b"));
        assertThat(laws()).isEmpty();

        read(5.6, new Read.Last("a"));
        assertThat(laws()).containsExactly("Whoever got an answer sees their write in every later read");
    }

    @Test
    void expectsNothingOfWhatIsPendingOrStillUnderWay() {
        wrote("a", 1, 2, Outcome.PENDING);
        wrote("b", 3, 9, Outcome.SHOWN);
        saved(0, "a");
        saved(1, "b");
        read(4, new Read.Last(null));
        read(4, new Read.All(Set.of()));
        read(4, new Read.Sum(0));

        assertThat(laws()).isEmpty();
    }

    @Test
    void noticesReadsThatShowWhatWasNotWritten() {
        wrote("a", 1, 2, Outcome.SHOWN);
        wrote("refused", 1, 2, Outcome.REFUSED);
        wrote("later", 8, 9, Outcome.SHOWN);
        saved(0, "a");
        saved(1, "later");
        read(4, new Read.Last("nobody's"));
        read(4, new Read.Last("later"));
        read(4, new Read.All(Set.of("a", "refused")));
        read(4, new Read.Sum(2));

        assertThat(laws()).hasSize(4).containsOnly("A read shows what was written");
    }

    @Test
    void showsTheLinesThatProveIt() {
        wrote("a", 1, 2, Outcome.SHOWN);
        saved(0, "a");
        read(3, new Read.Last(null));

        assertThat(checker().violations()).singleElement().satisfies(violation -> {
            assertThat(violation.lines()).hasSize(2);
            assertThat(violation.toString()).contains("sees their write", "mark=a", "object=" + OBJECT);
        });
    }

    private void wrote(String mark, long begun, long ended, Outcome outcome) {
        writes.add(new Write("client", SAVED, mark, List.of(OBJECT), 1, begun * 10, ended * 10, outcome, null));
    }

    private void saved(long sequence, @Nullable String mark) {
        stored.add(new Stored("progress:1", sequence, SAVED, mark, null, null));
    }

    private void read(double at, Read.Seen seen) {
        reads.add(new Read("client", OBJECT, (long) (at * 10), (long) (at * 10) + 1, seen));
    }

    private List<String> laws() {
        return checker().violations().stream().map(Violation::law).toList();
    }

    private HistoryChecker checker() {
        return new HistoryChecker(writes, reads, stored, Set.of(REDEEMED), GRANTED);
    }
}
