package studio.dictation.app.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import studio.dictation.rules.PlanLevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final KeyPair LEDGER_KEY = Ed25519.generate();
    private static final String LEDGER = "LEDGER_SIGNING_KEY=" + Ed25519.pem(LEDGER_KEY.getPrivate());

    @Nested
    class WithNothingSet {
        private final Settings settings = settings();

        @Test
        void theStoresAreEmbeddedAndTheDataLiesWhereTheServiceWasStarted() {
            assertThat(settings.embedded()).isTrue();
            assertThat(settings.dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
            assertThat(settings.uploadsDir()).isEqualTo(Path.of("data/uploads").toAbsolutePath());
        }

        @Test
        void theDefaultsOfTheTableApply() {
            assertThat(settings.port()).isEqualTo(5000);
            assertThat(settings.corsAllowedOrigins()).containsExactly("*");
            assertThat(settings.projectionSegments()).isEqualTo(2);
            assertThat(settings.role()).isEqualTo(NodeRole.ALL);
            assertThat(settings.axonServer()).isNull();
            assertThat(settings.readYourWritesTimeout()).isEqualTo(Duration.ofSeconds(2));
            assertThat(settings.limits()).isEqualTo(new Limits(
                    new Rate(60, Duration.ofMinutes(1)), new Rate(10, Duration.ofMinutes(15)),
                    new Rate(20, Duration.ofHours(1)), new Rate(10, Duration.ofMinutes(1)),
                    new Rate(10, Duration.ofMinutes(15)), new Rate(30, Duration.ofMinutes(1))));
            assertThat(settings.trustedProxies().contains(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
        }

        @Test
        void noSecretIsMadeUpByReading() {
            assertThat(settings.jwtSecret()).isNull();
            assertThat(settings.adminPassword()).isNull();
        }
    }

    @Nested
    class WithExternalStores {
        private static final String URL = "POSTGRES_URL=jdbc:postgresql://db:5432/dictation";
        private static final String HOST = "REDIS_HOST=cache";

        @Test
        void theirAddressesAreTakenAsGiven() {
            var settings = settings(URL, "POSTGRES_USER=ds", "POSTGRES_PASSWORD= a${b}\\ ", HOST, "REDIS_PORT=6380",
                    "JWT_SECRET_KEY=" + KEY, LEDGER);
            assertThat(settings.embedded()).isFalse();
            assertThat(settings.postgres()).isEqualTo(new PostgresAddress(
                    "jdbc:postgresql://db:5432/dictation", "ds", new Secret(" a${b}\\ ")));
            assertThat(settings.redis()).isEqualTo(new RedisAddress("cache", 6380, null));
        }

        @Test
        void aNodeMayDoAPartOnly() {
            var both = List.of(URL, HOST, "JWT_SECRET_KEY=" + KEY, LEDGER);
            assertThat(settings(with(both, "NODE_ROLE=web")).role()).isEqualTo(NodeRole.WEB);
            assertThat(settings(with(both, "NODE_ROLE=worker")).role()).isEqualTo(NodeRole.WORKER);
            refuses("NODE_ROLE", with(both, "NODE_ROLE=Web"));
        }

        @Test
        void anEmbeddedStoreNeedsANodeThatDoesEverything() {
            refuses("NODE_ROLE", "NODE_ROLE=web");
            refuses("NODE_ROLE", "NODE_ROLE=worker", HOST, "JWT_SECRET_KEY=" + KEY, LEDGER);
        }

        private static String[] with(List<String> settings, String more) {
            return Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new);
        }

        @Test
        void oneOfThemIsEnoughToRequireTheTokenKey() {
            refuses("JWT_SECRET_KEY", URL);
            refuses("JWT_SECRET_KEY", HOST);
        }

        @Test
        void oneOfThemIsEnoughToRequireTheKeyOfTheLedger() {
            refuses("LEDGER_SIGNING_KEY", URL, "JWT_SECRET_KEY=" + KEY);
            refuses("LEDGER_SIGNING_KEY", HOST, "JWT_SECRET_KEY=" + KEY);
        }

        @Test
        void anAdminIsNamedCompletelyOrNotAtAll() {
            refuses("ADMIN_PASSWORD", HOST, "JWT_SECRET_KEY=" + KEY, LEDGER, "ADMIN_EMAIL=a@b.example");
            refuses("ADMIN_EMAIL", HOST, "JWT_SECRET_KEY=" + KEY, LEDGER, "ADMIN_PASSWORD=long enough");
            assertThat(settings(HOST, "JWT_SECRET_KEY=" + KEY, LEDGER).adminEmail()).isNull();
        }
    }

    @Test
    void severalNodesOfAnAxonServerMayBeNamed() {
        assertThat(settings("AXON_SERVER= axon-1:8124, axon-2:8125").axonServer())
                .isEqualTo(new AxonServerAddress("axon-1:8124,axon-2:8125"));
    }

    @Test
    void aBlankValueCountsAsUnset() {
        assertThat(settings("POSTGRES_URL=", "REDIS_HOST= ", "JWT_SECRET_KEY=", "PORT=").embedded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "AXON_SERVER=axon", "AXON_SERVER=axon:0", "AXON_SERVER=axon:65536", "AXON_SERVER=http://axon:8124", "AXON_SERVER=,",
            "PORT=-1", "PORT=65536", "PORT=http", "REDIS_PORT=0", "PROJECTION_SEGMENTS=0", "PROJECTION_SEGMENTS=65",
            "READ_YOUR_WRITES_TIMEOUT_MS=-1", "READ_YOUR_WRITES_TIMEOUT_MS=2s", "JWT_SECRET_KEY=0123456789abcdef0123456789abcde",
            "POSTGRES_URL=postgres://db/x", "REDIS_HOST=redis://cache", "ADMIN_EMAIL=admin", "ADMIN_EMAIL=admin@localhost", "ADMIN_EMAIL=a:b@example.org", "ADMIN_PASSWORD=1234567",
            "CORS_ALLOWED_ORIGINS=app.example.org", "CORS_ALLOWED_ORIGINS=https://a.example/",
            "CORS_ALLOWED_ORIGINS=*,https://a.example", "DATA_DIR=a\0b",
            "THROTTLE_SIGN_INS=60", "THROTTLE_PASSWORDS=0/1m", "THROTTLE_REGISTRATIONS=1/0h", "THROTTLE_LOOKUPS=1/1d",
            "THROTTLE_CODES=-1/1s", "THROTTLE_PAYMENTS=30", "TRUSTED_PROXIES=proxy.example", "TRUSTED_PROXIES=10.0.0.0/33",
            "TRUSTED_PROXIES=10.0.0.1,::1/129", "TRUSTED_PROXIES=127.0.0.1:80",
            "YOUTUBE_BASE_URL=www.youtube.com", "YOUTUBE_BASE_URL=file:///etc/passwd", "YOUTUBE_BASE_URL=https://a.example/?x=1",
            "TRANSCRIPT_TIMEOUT_MS=99", "TRANSCRIPT_FAILURE_MEMORY_SECONDS=3601",
            "SUBSCRIPTION_GRACE_HOURS=-1", "SUBSCRIPTION_GRACE_HOURS=721",
            "GOOGLE_JWKS_URL=keys", "GOOGLE_JWKS_URL=file:///keys", "SUPABASE_JWKS_URL=https://user@auth.example.org/keys",
            "GOOGLE_JWKS_URL=https://auth.example.org/a|b", "SUPABASE_JWKS_URL=https://auth.example.org/%zz", "SUPABASE_JWKS_URL=https://[::1/keys",
            "GOOGLE_JWKS_URL=https://auth.example.org:99999/keys", "SUPABASE_JWKS_URL=https://auth_1.example.org/keys",
            "GOOGLE_JWKS_URL=http://auth.example.org/keys", "SUPABASE_JWKS_URL=http://127.0.0.1.example.org/keys",
            "YOUTUBE_BASE_URL=https://a.example/|",
            "STRIPE_SECRET_KEY=sk test", "STRIPE_API_BASE=http://api.stripe.com", "STRIPE_API_BASE=api.stripe.com",
            "STRIPE_API_BASE=https://api.stripe.com?x", "STRIPE_TIMEOUT_MS=0", "RECONCILE_INTERVAL_MINUTES=-1", "STRIPE_SUCCESS_URL=upgrade",
            "STRIPE_CANCEL_URL=javascript:alert(1)", "PLAN_CURRENCY=dollar", "PLAN_PRICES=Basic", "PLAN_PRICES=Basic=2.99",
            "PLAN_PRICES=Basic=0", "PLAN_PRICES=Free=1", "PLAN_PRICES=basic=1", "PLAN_PRICES=Basic=1,Basic=2",
            "PLAN_PRICES=Basic=999999999", "STRIPE_PRICE_IDS=Basic=price_1", "STRIPE_PRICE_IDS=Basic.once=price 1",
            "STRIPE_PRICE_IDS=Basic.twice=price_1", "STRIPE_PRICE_IDS=Gold.once=price_1",
            "SUPABASE_JWT_SECRET=0123456789abcdef0123456789abcde", "LEGACY_LOGIN=yes",
            "LEDGER_SIGNING_KEY=no/such/file", "LEDGER_SIGNING_KEY=-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----",
            "LEDGER_RETIRED_KEYS=-----BEGIN PRIVATE KEY-----", "LEDGER_SEAL_INTERVAL_MS=99", "LEDGER_ROOTS_FILE=a\0b",
            "METRICS_TOKEN=0123456789abcdef0123456789abcde", "METRICS_TOKEN=0123456789 abcdef 0123456789 abcdef", "LOG_FORMAT=xml",
            "OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318", "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318/?x=1",
            "OTEL_TRACES_SAMPLER_ARG=2", "OTEL_TRACES_SAMPLER_ARG=half", "OTEL_TRACES_SAMPLER_ARG=-0.1"})
    void aWrongValueIsRefusedByTheNameOfItsVariable(String setting) {
        refuses(setting.substring(0, setting.indexOf('=')), setting, "REDIS_HOST=cache");
    }

    @Test
    void aSecretOf32BytesIsLongEnoughWhateverItsCharacters() {
        var sixteenLetters = "ä".repeat(16);
        assertThat(settings("JWT_SECRET_KEY=" + sixteenLetters).jwtSecret()).isNotNull();
    }

    @Test
    void proxiesAreAddressesOrNetworksOfOneFamily() {
        var proxies = settings("TRUSTED_PROXIES=192.0.2.1, 10.0.0.0/8,2001:db8::/32,a00::/16").trustedProxies();
        assertThat(Stream.of("192.0.2.1", "10.255.0.1", "2001:db8:1::2", "::ffff:10.1.1.1", "a00::1").map(InetAddress::ofLiteral))
                .allMatch(proxies::contains);
        assertThat(Stream.of("192.0.2.2", "11.0.0.1", "2001:db9::1", "a01::1").map(InetAddress::ofLiteral))
                .noneMatch(proxies::contains);
        assertThat(settings("TRUSTED_PROXIES=a00::/8").trustedProxies().contains(InetAddress.ofLiteral("10.0.0.1")))
                .as("the same first bits").isFalse();
    }

    @Test
    void othersProveNobodyUnlessTheyAreNamed() {
        var none = settings().externalLogins();
        assertThat(none.googleClientId()).isNull();
        assertThat(none.googleKeys()).hasToString("https://www.googleapis.com/oauth2/v3/certs");
        assertThat(none.supabaseSecret()).isNull();
        assertThat(none.supabaseKeys()).isNull();
        assertThat(none.legacy()).isFalse();
        var all = settings("GOOGLE_CLIENT_ID= client ", "GOOGLE_JWKS_URL=http://127.0.0.1:1/keys", "SUPABASE_JWT_SECRET=" + KEY,
                "SUPABASE_JWKS_URL=https://auth.example.org/keys", "LEGACY_LOGIN=TRUE").externalLogins();
        assertThat(all.googleClientId()).isEqualTo("client");
        assertThat(all.googleKeys()).hasToString("http://127.0.0.1:1/keys");
        assertThat(all.supabaseSecret()).isNotNull();
        assertThat(all.supabaseKeys()).hasToString("https://auth.example.org/keys");
        assertThat(all.legacy()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://auth.example.org", "https://auth.example.org:8443/keys?apikey=x", "http://localhost:54321/keys",
            "http://127.0.0.2/keys", "http://[::1]:1/keys"})
    void keysComeFromWhereNobodyElseCanAnswer(String address) {
        assertThat(settings("SUPABASE_JWKS_URL= " + address).externalLogins().supabaseKeys()).hasToString(address);
    }

    @Nested
    class Selling {
        private static final String STRIPE = "STRIPE_SECRET_KEY=sk_test_1";
        private static final String BACK = "STRIPE_SUCCESS_URL=https://a.example/up?x=1#top";
        private static final String AWAY = "STRIPE_CANCEL_URL=https://a.example/plans";

        @Test
        void isOffUnlessThereIsAKey() {
            assertThat(settings().stripe().key()).isNull();
            assertThat(settings().stripe().api()).hasToString("https://api.stripe.com");
            assertThat(settings("PLAN_PRICES=Basic=299").stripe().key()).isNull();
        }

        @Test
        void needsPagesToComeBackToAndEveryPrice() {
            refuses("STRIPE_SUCCESS_URL", STRIPE, AWAY, "PLAN_PRICES=Basic=299,Pro=699,Premium=1199");
            refuses("STRIPE_CANCEL_URL", STRIPE, BACK, "PLAN_PRICES=Basic=299,Pro=699,Premium=1199");
            refuses("PLAN_PRICES must name a price of Basic", STRIPE, BACK, AWAY);
            refuses("PLAN_PRICES must name a price of Premium", STRIPE, BACK, AWAY, "PLAN_PRICES=Basic=299,Pro=699",
                    "STRIPE_PRICE_IDS=Premium.once=price_1");
        }

        @Test
        void goesByPricesOrByIdsOfPrices() {
            var sold = settings(STRIPE, BACK, AWAY, "PLAN_PRICES= Basic = 299 , Pro=699", "PLAN_CURRENCY=EUR",
                    "STRIPE_PRICE_IDS=Premium.once=price_1,Premium.recurring=price_2").stripe();
            assertThat(sold.prices()).isEqualTo(Map.of(PlanLevel.BASIC, 299L, PlanLevel.PRO, 699L));
            assertThat(sold.currency()).isEqualTo("eur");
            assertThat(sold.priceIds()).containsEntry(new StripeSettings.PriceId(PlanLevel.PREMIUM, true), "price_2").hasSize(2);
            assertThat(sold.successUrl()).isEqualTo("https://a.example/up?x=1#top");
        }
    }

    @Test
    void severalOriginsAreSeparatedByCommas() {
        assertThat(settings("CORS_ALLOWED_ORIGINS=https://a.example, http://localhost:3000,").corsAllowedOrigins())
                .containsExactly("https://a.example", "http://localhost:3000");
    }

    @Test
    void noTextOfTheSettingsShowsASecret() {
        var settings = settings("POSTGRES_URL=jdbc:postgresql://db/x?password=s3cret-url", "POSTGRES_PASSWORD=s3cret-db",
                "REDIS_HOST=cache", "REDIS_PASSWORD=s3cret-redis", "JWT_SECRET_KEY=s3cret-" + KEY,
                "ADMIN_EMAIL=a@b.example", "ADMIN_PASSWORD=s3cret-admin", "SUPABASE_JWT_SECRET=s3cret-" + KEY,
                "STRIPE_SECRET_KEY=s3cret-stripe", "STRIPE_SUCCESS_URL=https://a.example", "STRIPE_CANCEL_URL=https://a.example",
                "PLAN_PRICES=Basic=1,Pro=2,Premium=3", "METRICS_TOKEN=s3cret-" + KEY, LEDGER);
        assertThat(settings.toString()).contains("db/x").doesNotContain("s3cret");
    }

    @Test
    void tracesAreSentWhereTheOperatorSays() {
        assertThat(settings().observation()).isEqualTo(ObservationSettings.NONE);

        var traces = settings("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318/", "OTEL_TRACES_SAMPLER_ARG=0.05").observation().traces();
        assertThat(traces).isEqualTo(new ObservationSettings.Traces(URI.create("http://collector:4318"), 0.05));
    }

    @Test
    void theKeyOfTheLedgerIsATextOfAnyShapeOrAFile(@TempDir Path folder) throws IOException {
        var pem = Ed25519.pem(LEDGER_KEY.getPrivate());
        var file = Files.writeString(folder.resolve("key"), pem);
        for (var given : List.of(pem, pem.replace("\n", "\\n"), pem.replace('\n', ' '), file.toString())) {
            var key = settings("LEDGER_SIGNING_KEY=" + given).ledger().signingKey();
            assertThat(key).isNotNull();
            assertThat(key.pair().getPublic()).as(given).isEqualTo(LEDGER_KEY.getPublic());
        }
        var two = Ed25519.pem(LEDGER_KEY.getPublic()) + Ed25519.pem(Ed25519.generate().getPublic());
        assertThat(settings("LEDGER_RETIRED_KEYS=" + two).ledger().retiredKeys()).hasSize(2).contains(LEDGER_KEY.getPublic());
    }

    private static void refuses(String name, String... given) {
        var all = Arrays.copyOf(given, given.length + 1);
        all[given.length] = "JAVA_HOME=unrelated";
        assertThatThrownBy(() -> settings(all)).isInstanceOf(StartRefused.class).hasMessageStartingWith(name);
    }

    static Settings settings(String... given) {
        Map<String, Object> values = new HashMap<>();
        for (var setting : given) {
            values.putIfAbsent(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        var environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addFirst(new MapPropertySource("given", values));
        return Settings.from(environment);
    }
}
