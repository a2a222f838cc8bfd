package studio.dictation.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DictationConfigTest {
    @Test
    void changesNothingWhereNothingIsSaid() {
        assertThat(DictationConfig.merged(DictationConfig.DEFAULT, Map.of())).isEqualTo(DictationConfig.DEFAULT);
    }

    @Test
    void mergesObjectsMemberByMember() {
        var merged = DictationConfig.merged(DictationConfig.DEFAULT, Map.of("shortcuts", Map.of("next", "Space", "skip", "F1")));
        assertThat(merged).containsEntry("playback_speed", 1).containsEntry(
                "shortcuts", Map.of("repeat", "Tab", "next", "Space", "prev", "ControlLeft", "skip", "F1"));
    }

    @Test
    void replacesListsAndWhatIsOfAnotherKind() {
        Map<String, @Nullable Object> before = Map.of("shown", List.of(1, 2), "a", Map.of("b", 1), "c", 2);
        assertThat(DictationConfig.merged(before, Map.of("shown", List.of(3), "a", "text", "c", Map.of("d", 4))))
                .isEqualTo(Map.of("shown", List.of(3), "a", "text", "c", Map.of("d", 4)));
    }

    @Test
    void keepsNullAsAValue() {
        var changes = new HashMap<String, @Nullable Object>();
        changes.put("language", null);
        assertThat(DictationConfig.merged(DictationConfig.DEFAULT, changes)).containsEntry("language", null);
    }
}
