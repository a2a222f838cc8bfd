package studio.dictation.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventsDocumentTest {
    @Test
    void describesEveryEventAsItIs() throws IOException {
        var written = Path.of("target", "events.md");
        Files.writeString(written, EventsDocument.text());
        assertThat(Path.of("..", "docs", "events.md")).as("Review %s and commit it as docs/events.md", written)
                .exists().hasSameTextualContentAs(written);
    }
}
