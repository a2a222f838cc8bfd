package studio.dictation.app.faults;

import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.dictation.query.engine.RedisDump;
import studio.dictation.query.engine.RedisDump.Entry;

import static org.assertj.core.api.Assertions.assertThat;

class DifferencesTest {
    private static final long NOW = 1_000_000;
    private static final Entry ENTRY = new Entry("hash {a=1}", -1);

    @Test
    void areNoneBetweenTheSame() {
        assertThat(Differences.between(dump("k", ENTRY), dump("k", ENTRY), NOW)).isEmpty();
        assertThat(Differences.between(dump("k", until(NOW + 5_000)), dump("k", until(NOW + 5_900)), NOW)).isEmpty();
    }

    @Test
    void areKeysThatOneOfThemLacks() {
        assertThat(Differences.between(dump("k", ENTRY), new RedisDump(Map.of()), NOW)).containsExactly("k is hash {a=1} until -1, replayed absent");
        assertThat(Differences.between(new RedisDump(Map.of()), dump("k", ENTRY), NOW)).hasSize(1);
    }

    @Test
    void areOtherContents() {
        assertThat(Differences.between(dump("k", ENTRY), dump("k", new Entry("hash {a=2}", -1)), NOW)).hasSize(1);
    }

    @Test
    void areOtherEnds() {
        assertThat(Differences.between(dump("k", until(NOW + 5_000)), dump("k", until(NOW + 7_000)), NOW)).hasSize(1);
        assertThat(Differences.between(dump("k", until(NOW + 5_000)), dump("k", ENTRY), NOW)).hasSize(1);
    }

    @Test
    void areNoneOfKeysThatAreAboutToGo() {
        assertThat(Differences.between(dump("k", until(NOW + 500)), new RedisDump(Map.of()), NOW)).isEmpty();
    }

    private static Entry until(long instant) {
        return new Entry("string 1", instant);
    }

    private static RedisDump dump(String key, Entry entry) {
        return new RedisDump(Map.of(key, entry));
    }
}
