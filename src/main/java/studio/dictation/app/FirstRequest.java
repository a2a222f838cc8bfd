package studio.dictation.app;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** A request of the service to itself, for what only a first request loads. */
final class FirstRequest {
    private static final Logger LOG = LoggerFactory.getLogger(FirstRequest.class);
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String PATH = "/dictation-studio/service/channel";

    private FirstRequest() {}

    /** Sends it and reads the answer; where there is none, only the log says so. */
    static void send(Environment running) {
        var address = URI.create("http://%s:%s%s".formatted(
                running.getProperty("server.address", "localhost"), running.getRequiredProperty("local.server.port"), PATH));
        try {
            var connection = address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try (var answer = connection.getInputStream()) {
                answer.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException refused) {
            LOG.warn("The service doesn't answer itself at {}: {}", address, refused.toString());
        }
    }
}
