package studio.dictation.app.settings;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the service tells of itself, and to whom.
 *
 * @param metricsToken what lets a scraper read the metrics; null for administrators only
 * @param traces       where traces go and how many; null for none
 */
public record ObservationSettings(@Nullable Secret metricsToken, @Nullable Traces traces) {
    /** Nobody but administrators is told anything. */
    public static final ObservationSettings NONE = new ObservationSettings(null, null);

    private static final int SHORTEST_TOKEN = 32;

    /**
     * Traces that are sent to somebody.
     *
     * @param endpoint base address of an OTLP receiver, without {@code /v1/traces}
     * @param share    which part of the requests is traced if their callers don't say, 0 to 1
     */
    public record Traces(URI endpoint, double share) {}

    static ObservationSettings from(Given given) {
        if (!given.text(Setting.LOG_FORMAT, Setting.LOG_FORMAT.shownDefault()).toLowerCase(Locale.ROOT).matches("json|text")) {
            throw new StartRefused("LOG_FORMAT must be json or text");
        }
        return new ObservationSettings(metricsToken(given), traces(given));
    }

    private static @Nullable Secret metricsToken(Given given) {
        var token = given.secret(Setting.METRICS_TOKEN);
        if (token == null) {
            return null;
        }
        int length = token.value().getBytes(StandardCharsets.UTF_8).length;
        if (length < SHORTEST_TOKEN) {
            throw new StartRefused("METRICS_TOKEN must have at least 32 bytes, it has " + length);
        }
        if (!token.value().matches("[!-~]+")) {
            throw new StartRefused("METRICS_TOKEN must be of visible ASCII characters, as a header carries them");
        }
        return token;
    }

    private static @Nullable Traces traces(Given given) {
        var endpoint = given.text(Setting.OTEL_EXPORTER_OTLP_ENDPOINT);
        var share = share(given.text(Setting.OTEL_TRACES_SAMPLER_ARG, Setting.OTEL_TRACES_SAMPLER_ARG.shownDefault()));
        if (endpoint == null) {
            return null;
        }
        return new Traces(Settings.address(endpoint.strip().replaceFirst("/+$", ""))
                .filter(address -> address.getRawQuery() == null && address.getRawFragment() == null)
                .orElseThrow(() -> new StartRefused("OTEL_EXPORTER_OTLP_ENDPOINT must be an address like http://collector:4318")), share);
    }

    private static double share(String text) {
        if (!text.matches("0|1|0?\\.\\d{1,9}|0\\.0*|1\\.0*")) {
            throw new StartRefused("OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, such as 0.05");
        }
        return Double.parseDouble(text);
    }
}
