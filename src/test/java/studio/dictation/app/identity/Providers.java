package studio.dictation.app.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import studio.dictation.app.RunningService;
import studio.dictation.app.consistency.Stored;
import studio.dictation.app.settings.JwtSecret;
import studio.dictation.app.web.Queries;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.GetAccount;
import studio.dictation.query.redis.RedisDatabases;

/** The service beside a Google and a Supabase of its own, real servers on loopback. One is shared by all tests of a JVM. */
final class Providers {
    static final String CLIENT = "client.apps.example.org";
    static final String SUPABASE_SECRET = "a secret that a project shares with us";

    private final KeyServer google = KeyServer.start();
    private final KeyServer supabase = KeyServer.start();
    private final KeyServer.Key googleKey = google.rsa();
    private final RunningService service;

    private Providers(String... more) {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "providers-");
            var settings = new ArrayList<>(List.of(more));
            settings.addAll(List.of(
                    "--GOOGLE_CLIENT_ID=" + CLIENT,
                    "--GOOGLE_JWKS_URL=" + google.address(),
                    "--SUPABASE_JWT_SECRET=" + SUPABASE_SECRET,
                    "--SUPABASE_JWKS_URL=" + supabase.address()));
            service = RunningService.start(folder, settings.toArray(String[]::new));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    static Providers shared() {
        return Shared.PROVIDERS;
    }

    /** Others, beside a service with further settings. */
    static Providers with(String... settings) {
        return new Providers(settings);
    }

    RunningService service() {
        return service;
    }

    /** Where Supabase's public keys are. */
    KeyServer supabaseKeys() {
        return supabase;
    }

    KeyServer.Key googleKey() {
        return googleKey;
    }

    String google(String email) {
        return google(Minted.byGoogle(email, CLIENT, Instant.now()));
    }

    String google(Minted token) {
        return token.rs256(googleKey.pair().getPrivate(), googleKey.id());
    }

    String supabase(String email) {
        return supabase(Minted.bySupabase(email, Instant.now()));
    }

    /** The same as said. */
    String supabase(Minted token) {
        return token.hs256(SUPABASE_SECRET);
    }

    /** What the service signs its tokens with. */
    String secret() {
        return service.part(JwtSecret.class).text().value();
    }

    UUID accountId(String email) {
        return service.part(Queries.class).find(new GetAccount(email), AccountView.class).orElseThrow().accountId();
    }

    Stored stored() {
        return Stored.by(service);
    }

    /** All that the service has kept: how many events, and what Redis holds of an account and of revocations. */
    Map<String, Object> kept(String email) {
        Map<String, Object> kept = new TreeMap<>();
        kept.put("events", stored().events());
        kept.put("accounts", keys(0));
        kept.put("revocations", keys(2));
        var databases = service.part(RedisDatabases.class);
        try (var redis = databases.factory(0).getConnection()) {
            var hash = Objects.requireNonNull(redis.hashCommands().hGetAll(("user:" + email).getBytes(StandardCharsets.UTF_8)));
            hash.forEach((field, value) -> kept.put(text(field), text(value)));
        }
        return kept;
    }

    /** Whether Redis holds a field of an account, as text. */
    String field(String email, String field) {
        return String.valueOf(kept(email).get(field));
    }

    void flushAll() {
        try (var redis = service.part(RedisDatabases.class).factory(0).getConnection()) {
            redis.serverCommands().flushAll();
        }
    }

    private Set<String> keys(int database) {
        Set<String> keys = new HashSet<>();
        try (var redis = service.part(RedisDatabases.class).factory(database).getConnection()) {
            Objects.requireNonNull(redis.keyCommands().keys("*".getBytes(StandardCharsets.UTF_8)))
                    .forEach(key -> keys.add(text(key)));
        }
        // Goes with its owner's heartbeat, not with requests.
        keys.removeIf(key -> key.startsWith("projection:"));
        return keys;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static final class Shared {
        static final Providers PROVIDERS = new Providers();
    }
}
