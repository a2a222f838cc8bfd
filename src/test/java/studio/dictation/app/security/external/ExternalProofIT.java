package studio.dictation.app.security.external;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import studio.dictation.app.CapturedLog;
import studio.dictation.app.identity.KeyServer;
import studio.dictation.app.identity.Minted;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.query.redis.MovedClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ExternalProofIT {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String CLIENT = "client.apps.example.org";
    private static final String SECRET = "a secret that a project shares with us";
    private static final String ANN = "ann@example.org";

    private final KeyServer server = KeyServer.start();
    private final MovedClock clock = new MovedClock(NOON);
    private final ExternalProof google = proof("GOOGLE_CLIENT_ID=" + CLIENT, "GOOGLE_JWKS_URL=" + server.address());
    private final ExternalProof bySecret = proof("SUPABASE_JWT_SECRET=" + SECRET);
    private final ExternalProof byKeys = proof("SUPABASE_JWKS_URL=" + server.address());

    @AfterEach
    void stop() {
        server.close();
    }

    @Nested
    class AGoogleIdToken {
        private final KeyServer.Key key = server.rsa();

        static Stream<Minted> worthless() {
            return Stream.of(
                    byGoogle().with("aud", "another.apps.example.org"),
                    byGoogle().with("aud", null),
                    byGoogle().with("email_verified", false),
                    byGoogle().with("email_verified", "true"),
                    byGoogle().with("email_verified", null),
                    byGoogle().with("email", null),
                    byGoogle().with("email", " "),
                    byGoogle().with("iss", "https://accounts.example.org"),
                    byGoogle().with("iat", null).with("exp", NOON.minusSeconds(30).getEpochSecond()),
                    byGoogle().with("exp", null),
                    byGoogle().with("nbf", NOON.plusSeconds(31).getEpochSecond()));
        }

        @Test
        void provesTheAddressThatGoogleHasVerified() {
            var expected = new ProvenIdentity(ANN, "Ann of Google", "https://img.example.org/g.png", NOON);
            assertThat(google.of(signed(byGoogle()))).contains(expected);
            assertThat(google.of(signed(byGoogle().with("iss", "accounts.google.com").with("email", " Ann@Example.org "))))
                    .contains(expected);
            // Nothing is made up where the token doesn't tell.
            assertThat(google.of(signed(byGoogle().with("iat", null).with("exp", NOON.minusSeconds(29).getEpochSecond()))))
                    .contains(new ProvenIdentity(ANN, "Ann of Google", "https://img.example.org/g.png", null));
            assertThat(google.ofHeader("bearer  " + signed(byGoogle()))).contains(expected);
        }

        @ParameterizedTest
        @MethodSource
        void worthless(Minted token) {
            assertThat(google.of(signed(token))).isEmpty();
        }

        @Test
        void provesNothingUnderAnotherSignature() {
            var foreign = KeyServer.unpublishedRsa();
            var publicKey = key.pair().getPublic().getEncoded();
            assertThat(google.of(byGoogle().rs256(foreign.pair().getPrivate(), foreign.id()))).isEmpty();
            assertThat(google.of(byGoogle().rs256(foreign.pair().getPrivate(), key.id()))).isEmpty();
            assertThat(google.of(byGoogle().hs256(publicKey, key.id()))).isEmpty();
            assertThat(google.of(byGoogle().unsigned())).isEmpty();
            var whole = signed(byGoogle());
            assertThat(google.of(whole.substring(0, whole.lastIndexOf('.') + 1))).isEmpty();
        }

        @Test
        void provesNothingWhereNoClientIsNamed() {
            assertThat(byKeys.of(signed(byGoogle()))).isEmpty();
            assertThat(proof("GOOGLE_JWKS_URL=" + server.address()).of(signed(byGoogle()))).isEmpty();
        }

        @Test
        void isNotAnyText() {
            for (var text : List.of("", "a", "a.b.c", "...", "Bearer x", "\u0000")) {
                assertThat(google.of(text)).isEmpty();
                assertThat(google.ofHeader(text)).isEmpty();
            }
            assertThat(google.ofHeader(null)).isEmpty();
            assertThat(server.fetches()).isZero();
        }

        private String signed(Minted token) {
            return token.rs256(key.pair().getPrivate(), key.id());
        }

        private static Minted byGoogle() {
            return Minted.byGoogle(ANN, CLIENT, NOON);
        }
    }

    @Nested
    class TheKeysOfAProvider {
        private KeyServer.Key key = server.rsa();

        @Test
        void areFetchedWhenFirstNeededAndKeptForAnHour() {
            assertThat(server.fetches()).isZero();
            for (int i = 0; i < 5; i++) {
                assertThat(isAccepted(key)).isTrue();
            }
            clock.pass(Duration.ofSeconds(3_599));
            assertThat(isAccepted(key)).isTrue();
            assertThat(server.fetches()).isEqualTo(1);
            clock.pass(Duration.ofSeconds(1));
            assertThat(isAccepted(key)).isTrue();
            await().untilAsserted(() -> assertThat(server.fetches()).isEqualTo(2));
        }

        @Test
        void mayChangeAtAnyTime() {
            assertThat(isAccepted(key)).isTrue();
            var next = server.rsa();
            clock.pass(Duration.ofSeconds(10));
            assertThat(isAccepted(next)).isTrue();
            server.forget();
            clock.pass(Duration.ofSeconds(7_200));
            assertThat(isAccepted(key)).isFalse();
        }

        @Test
        void areNotFetchedForEachUnknownOne() {
            assertThat(isAccepted(key)).isTrue();
            for (int i = 0; i < 5; i++) {
                assertThat(isAccepted(KeyServer.unpublishedRsa())).isFalse();
            }
            assertThat(server.fetches()).isEqualTo(1);
            clock.pass(Duration.ofSeconds(10));
            var foreign = KeyServer.unpublishedRsa();
            for (int i = 0; i < 5; i++) {
                assertThat(isAccepted(foreign)).isFalse();
            }
            assertThat(server.fetches()).isEqualTo(2);
        }

        @Test
        void outOfReachAreNoReasonToRefuseAToken() {
            server.answers(500, "broken");
            isOutOfReach(key);
            isOutOfReach(key);
            assertThat(server.fetches()).as("not tried again at once").isEqualTo(1);
            server.recovers();
            clock.pass(Duration.ofSeconds(1));
            assertThat(isAccepted(key)).isTrue();
            server.answers(500, "broken");
            assertThat(isAccepted(key)).as("is known").isTrue();
            clock.pass(Duration.ofSeconds(10));
            isOutOfReach(KeyServer.unpublishedRsa());
        }

        @Test
        void thatCannotBeReadAreOutOfReach() {
            for (var body : List.of("[]", "{\"keys\":[{}]}", "<html>", "{\"keys\":[]" + " ".repeat(70_000) + "}")) {
                server.answers(200, body);
                clock.pass(Duration.ofSeconds(10));
                isOutOfReach(key);
            }
        }

        @Test
        void ofAServerThatIsGoneAreOutOfReach() {
            server.close();
            isOutOfReach(key);
        }

        /** A server that goes on sending a little keeps every single read short. */
        @Test
        void thatComeInDripsAreOutOfReachInTime() {
            server.drips();
            assertTimeoutPreemptively(Duration.ofSeconds(15), () -> isOutOfReach(key));
            assertThat(server.fetches()).isEqualTo(1);
        }

        @Test
        void thatAreKnownGoOnForADayWhileTheProviderIsOutOfReach() {
            assertThat(isAccepted(key)).isTrue();
            server.answers(500, "broken");

            clock.pass(Duration.ofSeconds(7_200));
            assertThat(isAccepted(key)).isTrue();
            clock.pass(Duration.ofSeconds(86_399 - 7_200));
            assertThat(isAccepted(key)).isTrue();
            isOutOfReach(KeyServer.unpublishedRsa());
            clock.pass(Duration.ofSeconds(1));
            isOutOfReach(key);

            server.recovers();
            clock.pass(Duration.ofSeconds(1));
            assertThat(isAccepted(key)).isTrue();
        }

        @Test
        void thatAreKnownKeepNobodyWaitingForOthersThatAreBeingFetched() {
            assertThat(isAccepted(key)).isTrue();
            server.hangs();
            clock.pass(Duration.ofSeconds(3_600));

            // The server answers none of them; with the old keys in hand nobody asks it twice, or waits for it.
            for (int i = 0; i < 20; i++) {
                assertThat(isAccepted(key)).isTrue();
            }
            await().untilAsserted(() -> assertThat(server.fetches()).isEqualTo(2));
            assertThat(server.isHanging()).isTrue();
        }

        @Test
        void areNotLookedForRightAfterTheServerHasTakenTooLong() {
            server.hangs();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var first = threads.submit(() -> isOutOfReach(key));
                await().until(server::isHanging);
                clock.pass(Duration.ofSeconds(2));
                assertThat(first).succeedsWithin(Duration.ofSeconds(10));
            }

            isOutOfReach(key);
            assertThat(server.fetches()).isEqualTo(1);
        }

        @Test
        void areFetchedOnceForManyWhoNeedThem() {
            server.hangs();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var waiting = IntStream.range(0, 20).mapToObj(i -> threads.submit(() -> isAccepted(key))).toList();
                await().until(server::isHanging);
                server.recovers();
                assertThat(waiting).allSatisfy(one -> assertThat(one.get()).isTrue());
            }
            assertThat(server.fetches()).isEqualTo(1);
        }

        /** Supabase's gateway wants a key in the address. */
        @Test
        void areLookedForWithoutAnySecretInTheLog() {
            server.answers(500, "broken");
            var withSecret = proof("GOOGLE_CLIENT_ID=" + CLIENT, "GOOGLE_JWKS_URL=" + server.address() + "?apikey=s3cret-key");
            try (var log = new CapturedLog()) {
                assertThatExceptionOfType(RequestRefused.class).isThrownBy(() -> withSecret.of(
                        Minted.byGoogle(ANN, CLIENT, NOON).rs256(key.pair().getPrivate(), key.id())));

                // The server that stands in for the provider tells all it is asked.
                assertThat(log.lines()).filteredOn(line -> !line.contains("HTTP/1.1"))
                        .anyMatch(line -> line.startsWith("The keys of 127.0.0.1/keys cannot be fetched"))
                        .noneMatch(line -> line.contains("s3cret"));
            }
        }

        private void isOutOfReach(KeyServer.Key signer) {
            assertThatExceptionOfType(RequestRefused.class).isThrownBy(() -> isAccepted(signer))
                    .withMessage("The sign-in provider is out of reach, please try again");
        }

        private boolean isAccepted(KeyServer.Key signer) {
            return google.of(Minted.byGoogle(ANN, CLIENT, clock.instant()).rs256(signer.pair().getPrivate(), signer.id()))
                    .isPresent();
        }
    }

    @Nested
    class ASupabaseAccessToken {
        private static final ProvenIdentity EXPECTED =
                new ProvenIdentity(ANN, "Ann of Supabase", "https://img.example.org/s.png", NOON);

        static Stream<Minted> worthless() {
            var byMail = Map.of("provider", "email", "providers", List.of("email"));
            var byGoogle = Map.of("provider", "google", "providers", List.of("google"));
            return Stream.of(
                    bySupabase().with("aud", "anon"),
                    bySupabase().with("aud", null),
                    bySupabase().with("role", "service_role"),
                    bySupabase().with("role", null),
                    bySupabase().with("is_anonymous", true),
                    bySupabase().with("email", null),
                    bySupabase().with("email", ""),
                    bySupabase().with("user_metadata", null),
                    bySupabase().with("user_metadata", Map.of()).with("app_metadata", byMail),
                    bySupabase().with("user_metadata", Map.of("email_verified", "yes")).with("app_metadata", byMail),
                    bySupabase().with("user_metadata", Map.of("email_verified", false)).with("app_metadata", byGoogle),
                    bySupabase().with("user_metadata", Map.of()).with("app_metadata", Map.of("provider", "phone")),
                    bySupabase().with("user_metadata", Map.of()).with("app_metadata", Map.of("provider", "spotify")),
                    bySupabase().with("user_metadata", Map.of()).with("app_metadata", Map.of("provider", "one of next year")),
                    bySupabase().with("user_metadata", Map.of())
                            .with("app_metadata", Map.of("providers", Collections.singletonList(null))),
                    bySupabase().with("user_metadata", Map.of()).with("app_metadata", Map.of("providers", List.of(7, List.of()))),
                    bySupabase().with("iat", null).with("exp", NOON.minusSeconds(30).getEpochSecond()),
                    bySupabase().with("exp", null));
        }

        @ParameterizedTest
        @MethodSource
        void worthless(Minted token) {
            assertThat(bySecret.of(token.hs256(SECRET))).isEmpty();
        }

        @Test
        void provesAnAddressThatSupabaseHasConfirmed() {
            assertThat(bySecret.of(bySupabase().hs256(SECRET))).contains(EXPECTED);
            assertThat(bySecret.of(bySupabase().with("aud", List.of("other", "authenticated")).hs256(SECRET))).contains(EXPECTED);
        }

        @Test
        void provesAnAddressThatAnotherProviderHasConfirmed() {
            var token = bySupabase().with("user_metadata", Map.of("name", "Ann"))
                    .with("app_metadata", Map.of("provider", "google", "providers", List.of("google")));
            assertThat(bySecret.of(token.hs256(SECRET))).contains(new ProvenIdentity(ANN, "Ann", "", NOON));
        }

        @Test
        void isSignedWithTheSecretOrWithAPublishedKey() {
            var rsa = server.rsa();
            var ec = server.ec();
            assertThat(byKeys.of(bySupabase().rs256(rsa.pair().getPrivate(), rsa.id()))).contains(EXPECTED);
            assertThat(byKeys.of(bySupabase().es256(ec.pair().getPrivate(), ec.id()))).contains(EXPECTED);
        }

        @Test
        void provesNothingUnderAnotherSignature() {
            var rsa = server.rsa();
            var foreign = KeyServer.unpublishedRsa();
            assertThat(bySecret.of(bySupabase().hs256("another secret of more than thirty-two bytes"))).isEmpty();
            assertThat(bySecret.of(bySupabase().rs256(rsa.pair().getPrivate(), rsa.id()))).isEmpty();
            assertThat(bySecret.of(bySupabase().unsigned())).isEmpty();
            assertThat(byKeys.of(bySupabase().hs256(SECRET))).isEmpty();
            assertThat(byKeys.of(bySupabase().hs256(rsa.pair().getPublic().getEncoded(), rsa.id()))).isEmpty();
            assertThat(byKeys.of(bySupabase().rs256(foreign.pair().getPrivate(), rsa.id()))).isEmpty();
            assertThat(byKeys.of(bySupabase().unsigned())).isEmpty();
        }

        private static Minted bySupabase() {
            return Minted.bySupabase(ANN, NOON);
        }
    }

    private ExternalProof proof(String... given) {
        Map<String, Object> values = new HashMap<>();
        for (var setting : given) {
            values.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", values));
        return new ExternalProof(Settings.from(environment), clock);
    }
}
