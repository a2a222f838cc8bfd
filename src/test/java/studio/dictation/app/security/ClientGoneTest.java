package studio.dictation.app.security;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import studio.dictation.app.http.Http;
import studio.dictation.app.web.Problems;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that break off are no failures of ours: the log stays silent. */
class ClientGoneTest {
    private final Http admin = EdgeService.as(EdgeService.ADMIN);
    private final Logger log = (Logger) LoggerFactory.getLogger(Problems.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(logged);
    }

    @Test
    void inTheMiddleOfAForm() throws IOException {
        assertThat(brokenOff("/service/video-list", "multipart/form-data; boundary=x", "--x\r\n")).contains(" 400 ");
        assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).isEqualTo(List.of());
    }

    @Test
    void inTheMiddleOfABody() throws IOException {
        assertThat(brokenOff("/user/progress", "application/json", "{\"channelId\":")).contains(" 400 ");
        assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).isEqualTo(List.of());
    }

    @Test
    @Timeout(15)
    void silentInTheMiddleOfABodyWhichIsNotWaitedForLong() throws IOException {
        try (var socket = begin("/user/progress", "application/json", "{\"channelId\":")) {
            assertThat(firstLine(socket)).contains(" 408 ");
        }
        assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).isEqualTo(List.of());
    }

    /** The first line of the answer to a request that ends before its body does. */
    private String brokenOff(String path, String type, String begin) throws IOException {
        try (var socket = begin(path, type, begin)) {
            socket.shutdownOutput();
            return firstLine(socket);
        }
    }

    private Socket begin(String path, String type, String begin) throws IOException {
        var socket = new Socket(admin.base().getHost(), admin.base().getPort());
        socket.getOutputStream().write("""
                POST %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: %s\r
                Content-Length: 5000\r
                Connection: close\r
                \r
                %s""".formatted(path, admin.token(), type, begin).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(answer.readLine());
    }
}
