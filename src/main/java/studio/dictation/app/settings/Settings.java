package studio.dictation.app.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import studio.dictation.command.kernel.Email;
import studio.dictation.command.kernel.InvalidInput;

/**
 * What the operator set, read once and valid.
 *
 * @param port port of HTTP; 0 means any free one
 * @param dataDir absolute folder of embedded stores and generated secrets
 * @param uploadsDir absolute folder for uploads while they are being received
 * @param postgres the external PostgreSQL; null means embedded
 * @param redis the external Redis; null means embedded
 * @param jwtSecret the key given by the operator; null only if both stores are embedded
 * @param ledger how the ledger is sealed
 * @param adminEmail the admin to create; null if not given
 * @param adminPassword that admin's first password; null if not given
 * @param externalLogins what proves who somebody is besides a password
 * @param corsAllowedOrigins origins of browser clients, or a single {@code *}
 * @param role what this node does
 * @param axonServer who routes commands; null means nobody
 * @param projectionSegments parallel writers of each projection, 1 to 64
 * @param projectionsKeptFor how long data is kept that was live before a rebuild
 * @param readYourWritesTimeout how long an answer waits until reads show what it wrote
 * @param transcripts where transcripts come from that nobody uploaded
 * @param stripe whom payments are taken with, and what for
 * @param billing how news of payments are taken
 * @param trustedProxies who is believed about whom they speak for
 * @param limits how often what can be misused may be done
 * @param observation what the service tells of itself, and to whom
 */
public record Settings(
        int port,
        Path dataDir,
        Path uploadsDir,
        @Nullable PostgresAddress postgres,
        @Nullable RedisAddress redis,
        @Nullable JwtSecret jwtSecret,
        LedgerSettings ledger,
        @Nullable String adminEmail,
        @Nullable Secret adminPassword,
        ExternalLogins externalLogins,
        List<String> corsAllowedOrigins,
        NodeRole role,
        @Nullable AxonServerAddress axonServer,
        int projectionSegments,
        Duration projectionsKeptFor,
        Duration readYourWritesTimeout,
        TranscriptSettings transcripts,
        StripeSettings stripe,
        BillingSettings billing,
        TrustedProxies trustedProxies,
        Limits limits,
        ObservationSettings observation) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

    private static final Pattern SERVER = Pattern.compile("[^\\s/@:,]+:([1-9]\\d{0,4})");

    public Settings {
        corsAllowedOrigins = List.copyOf(corsAllowedOrigins);
    }

    /**
     * Reads arguments, system properties and environment variables, in Spring's order.
     *
     * @throws StartRefused naming the first variable that is missing or wrong
     */
    public static Settings from(ConfigurableEnvironment environment) {
        var given = new Given(environment);
        var dataDir = path(Setting.DATA_DIR, given.text(Setting.DATA_DIR, Setting.DATA_DIR.shownDefault()));
        var uploads = given.text(Setting.UPLOADS_DIR);
        var settings = new Settings(
                given.number(Setting.PORT, 0, 65_535),
                dataDir,
                uploads == null ? dataDir.resolve("uploads") : path(Setting.UPLOADS_DIR, uploads),
                postgres(given),
                redis(given),
                jwtSecret(given, Setting.JWT_SECRET_KEY),
                ledger(given, dataDir),
                adminEmail(given),
                adminPassword(given),
                externalLogins(given),
                origins(given),
                role(given),
                axonServer(given),
                given.number(Setting.PROJECTION_SEGMENTS, 1, 64),
                Duration.ofHours(given.number(Setting.PROJECTION_KEPT_HOURS, 0, 720)),
                Duration.ofMillis(given.number(Setting.READ_YOUR_WRITES_TIMEOUT_MS, 0, 60_000)),
                transcripts(given),
                StripeSettings.from(given),
                BillingSettings.from(given),
                trustedProxies(given),
                limits(given),
                ObservationSettings.from(given));
        if (settings.role != NodeRole.ALL && (settings.postgres == null || settings.redis == null)) {
            throw new StartRefused("NODE_ROLE can only be all with an embedded store, which no other node can use: set POSTGRES_URL and REDIS_HOST");
        }
        if (!settings.embedded()) {
            settings.requireOwnSecrets();
        }
        return settings;
    }

    /** Whether both stores are ours; only then are missing secrets made up. */
    public boolean embedded() {
        return postgres == null && redis == null;
    }

    private void requireOwnSecrets() {
        if (jwtSecret == null) {
            throw new StartRefused("JWT_SECRET_KEY is required with an external store: set it to at least 32 random bytes,"
                    + " the same on every node");
        }
        if (ledger.signingKey() == null) {
            throw new StartRefused("LEDGER_SIGNING_KEY is required with an external store: set it to a private key of Ed25519,"
                    + " the same on every node, as `openssl genpkey -algorithm ed25519` makes one");
        }
        if (adminEmail != null && adminPassword == null) {
            throw new StartRefused("ADMIN_PASSWORD is required with ADMIN_EMAIL when a store is external");
        }
        if (adminEmail == null && adminPassword != null) {
            throw new StartRefused("ADMIN_EMAIL is required with ADMIN_PASSWORD when a store is external");
        }
    }

    private static @Nullable PostgresAddress postgres(Given given) {
        var url = given.text(Setting.POSTGRES_URL);
        if (url == null) {
            return null;
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StartRefused("POSTGRES_URL must look like jdbc:postgresql://host:port/database");
        }
        return new PostgresAddress(url, given.text(Setting.POSTGRES_USER), given.secret(Setting.POSTGRES_PASSWORD));
    }

    private static @Nullable RedisAddress redis(Given given) {
        var host = given.text(Setting.REDIS_HOST);
        if (host == null) {
            return null;
        }
        if (!host.matches("[^\\s/@]+")) {
            throw new StartRefused("REDIS_HOST must be a host name or an address, without protocol, user or path");
        }
        return new RedisAddress(host, given.number(Setting.REDIS_PORT, 1, 65_535), given.secret(Setting.REDIS_PASSWORD));
    }

    private static ExternalLogins externalLogins(Given given) {
        var googleKeys = given.text(Setting.GOOGLE_JWKS_URL, Setting.GOOGLE_JWKS_URL.shownDefault());
        var supabaseKeys = given.text(Setting.SUPABASE_JWKS_URL);
        var clientId = given.text(Setting.GOOGLE_CLIENT_ID);
        return new ExternalLogins(
                clientId == null ? null : clientId.strip(),
                keys(Setting.GOOGLE_JWKS_URL, googleKeys.strip()),
                jwtSecret(given, Setting.SUPABASE_JWT_SECRET),
                supabaseKeys == null ? null : keys(Setting.SUPABASE_JWKS_URL, supabaseKeys.strip()),
                given.flag(Setting.LEGACY_LOGIN));
    }

    private static URI keys(Setting setting, String text) {
        var keys = address(text).filter(address -> address.getRawFragment() == null)
                .orElseThrow(() -> new StartRefused(setting + " must be an address like https://auth.example.org/keys"));
        // Who changes an answer on its way makes any token genuine.
        return unread(setting, keys);
    }

    /** An address that nobody on the way to it can listen to. */
    static URI unread(Setting setting, URI address) {
        if (address.getScheme().equals("http") && !LOOPBACK.matcher(address.getHost()).matches()) {
            throw new StartRefused(setting + " must begin with https:// unless it leads to this machine itself");
        }
        return address;
    }

    /** An address of HTTP without anybody's name in it; nothing if the text is none. */
    static Optional<URI> address(String text) {
        try {
            var address = new URI(text);
            return Optional.of(address).filter(uri -> ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getPort() <= 65_535
                    && uri.getPort() != 0);
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static @Nullable JwtSecret jwtSecret(Given given, Setting setting) {
        var text = given.secret(setting);
        if (text == null) {
            return null;
        }
        var secret = new JwtSecret(text);
        int length = secret.bytes().length;
        if (length < JwtSecret.MIN_BYTES) {
            throw new StartRefused(setting + " must have at least 32 bytes, it has " + length);
        }
        return secret;
    }

    private static LedgerSettings ledger(Given given, Path dataDir) {
        var key = pem(given, Setting.LEDGER_SIGNING_KEY);
        var retired = pem(given, Setting.LEDGER_RETIRED_KEYS);
        var roots = given.text(Setting.LEDGER_ROOTS_FILE);
        return new LedgerSettings(
                key == null ? null : new LedgerKey(parsed(Setting.LEDGER_SIGNING_KEY, () -> Ed25519.pair(key))),
                retired == null ? List.of() : parsed(Setting.LEDGER_RETIRED_KEYS, () -> Ed25519.publicKeys(retired)),
                Duration.ofMillis(given.number(Setting.LEDGER_SEAL_INTERVAL_MS, 100, 60_000)),
                roots == null ? dataDir.resolve("ledger-roots.jsonl") : path(Setting.LEDGER_ROOTS_FILE, roots.strip()));
    }

    private static <T> T parsed(Setting setting, Supplier<T> keys) {
        try {
            return keys.get();
        } catch (IllegalArgumentException none) {
            throw new StartRefused(setting + " must be PEM, or a path to it; found was " + none.getMessage());
        }
    }

    private static @Nullable String pem(Given given, Setting setting) {
        var text = given.text(setting);
        if (text == null || text.contains("-----BEGIN")) {
            return text;
        }
        try {
            return Files.readString(path(setting, text.strip()));
        } catch (IOException unreadable) {
            throw new StartRefused(setting + " must be PEM, or a path to it that can be read");
        }
    }

    private static @Nullable String adminEmail(Given given) {
        var email = given.text(Setting.ADMIN_EMAIL);
        try {
            return email == null ? null : new Email(email).value();
        } catch (InvalidInput invalid) {
            throw new StartRefused("ADMIN_EMAIL is no address an account can have: " + invalid.getMessage());
        }
    }

    private static @Nullable Secret adminPassword(Given given) {
        var password = given.secret(Setting.ADMIN_PASSWORD);
        if (password != null && password.value().length() < AdminCredentials.MIN_PASSWORD) {
            throw new StartRefused("ADMIN_PASSWORD must have at least 8 characters");
        }
        return password;
    }

    private static List<String> origins(Given given) {
        var origins = given.list(Setting.CORS_ALLOWED_ORIGINS);
        for (var origin : origins) {
            if (!origin.equals("*") && !origin.matches("https?://[^\\s/?#]+")) {
                throw new StartRefused("CORS_ALLOWED_ORIGINS must be * or origins like https://app.example.org,"
                        + " comma-separated and without a path");
            }
        }
        if (origins.contains("*") && origins.size() > 1) {
            throw new StartRefused("CORS_ALLOWED_ORIGINS must be either * or a list of origins, not both");
        }
        return origins;
    }

    private static NodeRole role(Given given) {
        var text = given.text(Setting.NODE_ROLE, Setting.NODE_ROLE.shownDefault());
        return Arrays.stream(NodeRole.values())
                .filter(role -> role.text().equals(text))
                .findAny()
                .orElseThrow(() -> new StartRefused("NODE_ROLE must be all, web or worker"));
    }

    private static @Nullable AxonServerAddress axonServer(Given given) {
        if (given.text(Setting.AXON_SERVER) == null) {
            return null;
        }
        var servers = given.list(Setting.AXON_SERVER);
        if (servers.isEmpty() || !servers.stream().allMatch(Settings::isServer)) {
            throw new StartRefused("AXON_SERVER must look like host:port, or several of these, comma-separated");
        }
        return new AxonServerAddress(String.join(",", servers));
    }

    private static boolean isServer(String text) {
        var parts = SERVER.matcher(text);
        return parts.matches() && Integer.parseInt(parts.group(1)) <= 65_535;
    }

    private static TranscriptSettings transcripts(Given given) {
        var youtube = given.text(Setting.YOUTUBE_BASE_URL, Setting.YOUTUBE_BASE_URL.shownDefault());
        var base = address(youtube.strip().replaceFirst("/+$", ""))
                .filter(address -> address.getRawQuery() == null && address.getRawFragment() == null)
                .orElseThrow(() -> new StartRefused("YOUTUBE_BASE_URL must be an address like https://www.youtube.com"));
        return new TranscriptSettings(
                base,
                given.text(Setting.YT_DLP_PATH, Setting.YT_DLP_PATH.shownDefault()),
                Duration.ofMillis(given.number(Setting.TRANSCRIPT_TIMEOUT_MS, 100, 60_000)),
                Duration.ofSeconds(given.number(Setting.TRANSCRIPT_FAILURE_MEMORY_SECONDS, 0, 3_600)));
    }

    private static TrustedProxies trustedProxies(Given given) {
        return given.text(Setting.TRUSTED_PROXIES) == null
                ? TrustedProxies.NONE
                : TrustedProxies.of(given.list(Setting.TRUSTED_PROXIES));
    }

    private static Limits limits(Given given) {
        return new Limits(
                given.rate(Setting.THROTTLE_SIGN_INS),
                given.rate(Setting.THROTTLE_PASSWORDS),
                given.rate(Setting.THROTTLE_REGISTRATIONS),
                given.rate(Setting.THROTTLE_LOOKUPS),
                given.rate(Setting.THROTTLE_CODES),
                given.rate(Setting.THROTTLE_PAYMENTS));
    }

    private static Path path(Setting setting, String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException notAPath) {
            throw new StartRefused(setting + " must be the path of a folder", notAPath);
        }
    }
}
