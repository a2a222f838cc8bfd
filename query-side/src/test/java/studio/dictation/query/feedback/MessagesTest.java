package studio.dictation.query.feedback;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.dictation.query.redis.Documents;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesTest {
    private static final List<MessageView> THREAD = List.of(message(10), message(20), message(30));

    @Test
    void areStoredAsTheContractHasThem() {
        var first = new MessageView("FB_10", "Ada", "user", "It is \u706f", "ada@example.org", 10, List.of("9b2f0a34"));

        assertThat(Documents.written(Messages.CODEC, Messages.with(null, first))).isEqualTo("[{\"id\":\"FB_10\",\"sender\":\"Ada\","
                + "\"senderType\":\"user\",\"message\":\"It is \u706f\",\"email\":\"ada@example.org\",\"timestamp\":10,"
                + "\"images\":[\"9b2f0a34\"]}]");
    }

    @Test
    void standInTheOrderOfTime() {
        assertThat(Messages.with(THREAD, message(40))).extracting(MessageView::timestamp).containsExactly(10L, 20L, 30L, 40L);
        assertThat(Messages.with(THREAD, message(25))).extracting(MessageView::timestamp).containsExactly(10L, 20L, 25L, 30L);
        assertThat(Messages.with(THREAD, message(5))).extracting(MessageView::timestamp).containsExactly(5L, 10L, 20L, 30L);
    }

    @Test
    void areReadFromTheNewestBackwards() {
        assertThat(Messages.before(THREAD, null, 5)).isEqualTo(THREAD);
        assertThat(Messages.before(THREAD, null, 2)).extracting(MessageView::timestamp).containsExactly(20L, 30L);
        assertThat(Messages.before(THREAD, 20L, 2)).extracting(MessageView::timestamp).containsExactly(10L);
        assertThat(Messages.before(THREAD, 31L, 1)).extracting(MessageView::timestamp).containsExactly(30L);
        assertThat(Messages.before(THREAD, 10L, 2)).isEmpty();
    }

    private static MessageView message(long at) {
        return new MessageView("FB_" + at, "Ada", "user", "?", "ada@example.org", at, List.of());
    }
}
