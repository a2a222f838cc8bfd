package studio.dictation.query.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AnnouncementTest {
    @Test
    void isReadAsItWasWritten() {
        var announcement = new Announcement("learners", 7, List.of(UUID.randomUUID(), UUID.randomUUID()), List.of(UUID.randomUUID()));
        assertThat(Announcement.parse(announcement.bytes())).isEqualTo(announcement);
        var empty = new Announcement("x", 0, List.of(), List.of());
        assertThat(Announcement.parse(empty.bytes())).isEqualTo(empty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "hello world, this is no announcement"})
    void isRefusedWhenItIsNone(String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Announcement.parse(message.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 3, -1, Integer.MIN_VALUE})
    void isRefusedWhenItPromisesMoreThanItHolds(int count) {
        var message = ByteBuffer.allocate(43).putShort((short) 1).put((byte) 'x').putInt(0).putInt(count).array();
        assertThatIllegalArgumentException().isThrownBy(() -> Announcement.parse(message));
    }
}
