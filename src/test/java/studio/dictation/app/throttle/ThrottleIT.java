package studio.dictation.app.throttle;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import studio.dictation.app.RunningService;
import studio.dictation.app.security.AccessToken;
import studio.dictation.app.security.Caller;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.settings.TrustedProxies;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.membership.PlanView;
import studio.dictation.query.redis.Allowances;
import studio.dictation.query.redis.KnownPlaces;
import studio.dictation.query.redis.MovedClock;
import studio.dictation.query.redis.RedisDatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ThrottleIT {
    private final Throttle throttle = RunningService.shared().part(Throttle.class);
    private final String email = "somebody-" + UUID.randomUUID() + "@example.org";
    private final MockHttpServletRequest here = from("203.0.113.77");
    private final MockHttpServletRequest there = from("2001:db8:77::1");

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void countsAnAccountInWhateverCaseItIsWritten() {
        for (int i = 0; i < 5; i++) {
            throttle.count(Kind.CODES, email, here);
            throttle.count(Kind.CODES, "  " + email.toUpperCase(Locale.ROOT), here);
        }

        refused(() -> throttle.count(Kind.CODES, email, here));
        assertThatCode(() -> throttle.count(Kind.CODES, email, there)).doesNotThrowAnyException();
        assertThatCode(() -> throttle.count(Kind.PASSWORDS, email, here)).doesNotThrowAnyException();
    }

    @Test
    void takesBackWhatTurnedOutToBeRight() {
        for (int i = 0; i < 30; i++) {
            throttle.count(Kind.CODES, email, here);
            throttle.forget(Kind.CODES, email, here);
        }
    }

    @Test
    void countsTheCallerWhereNoBodyNamesAnAccount() throws NoSuchMethodException {
        var routes = new ThrottledRoutes(throttle);
        var redeem = new HandlerMethod(new Redeeming(), Redeeming.class.getDeclaredMethod("redeem"));
        signIn(email);
        for (int i = 0; i < 10; i++) {
            routes.preHandle(here, new MockHttpServletResponse(), redeem);
        }

        refused(() -> routes.preHandle(here, new MockHttpServletResponse(), redeem));

        signIn("other-" + email);
        assertThatCode(() -> routes.preHandle(here, new MockHttpServletResponse(), redeem)).doesNotThrowAnyException();
    }

    /** The web client asks for {@code userinfo} each time its tab gets the focus. */
    @Test
    void staysAwayFromSomebodyWhoGoesBackAndForthBetweenTabsForMinutes() {
        var clock = new MovedClock();
        var defaults = throttle(clock, new StandardEnvironment());

        for (int i = 0; i < 300; i++) {
            clock.pass(Duration.ofSeconds(2));
            defaults.count(Kind.SIGN_INS, email, here);
        }

        refused(() -> {
            for (int i = 0; i < 300; i++) {
                clock.pass(Duration.ofMillis(200));
                defaults.count(Kind.SIGN_INS, email, here);
            }
        });
    }

    @Test
    void doesNotLetOneSiteUseUpWhatAnAccountHasFromEverywhere() {
        int passed = 0;
        for (int network = 0; network < 200; network++) {
            if (passes(Kind.PASSWORDS, from("2001:db8:78:%x::1".formatted(network)))) {
                passed++;
            }
        }

        assertThat(passed).isEqualTo(10);
        assertThatCode(() -> throttle.count(Kind.PASSWORDS, email, here)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN_INS", "PASSWORDS"})
    void doesNotLetManySitesLockOutWhoSignsInFromWhereTheyDidBefore(Kind kind) {
        var defaults = throttle(new MovedClock(), new StandardEnvironment());
        int limit = kind == Kind.PASSWORDS ? 10 : 60;
        defaults.remember(email.toUpperCase(Locale.ROOT), here);
        useUpFromEverywhere(defaults, kind, limit);

        refused(() -> defaults.count(kind, email, there));
        for (int i = 0; i < limit; i++) {
            defaults.count(kind, email, here);
        }
        refused(() -> defaults.count(kind, email, here));
    }

    @Test
    void remembersWhereSomebodySignedIn() {
        var service = RunningService.shared();
        var who = "{\"email\":\"%s\",\"password\":\"a good password\",\"username\":\"Ann\"}".formatted(email);
        assertThat(service.http().post("/auth/register", who).status()).isEqualTo(200);
        assertThat(service.http().post("/auth/login", who).status()).isEqualTo(200);
        useUpFromEverywhere(throttle, Kind.PASSWORDS, 10);

        refused(() -> throttle.count(Kind.PASSWORDS, email, here));
        assertThat(service.http().post("/auth/login", who).status()).isEqualTo(200);
    }

    @Test
    void knowsOnePlaceOfOneAccount() {
        throttle.remember("other-" + email, here);
        throttle.remember(email, there);
        useUpFromEverywhere(throttle, Kind.PASSWORDS, 10);

        refused(() -> throttle.count(Kind.PASSWORDS, email, here));
    }

    @Test
    void goesByAnotherLimitAtOnce() {
        var strict = throttle(Clock.systemUTC(), limited("2/1h"));
        strict.count(Kind.CODES, email, here);
        strict.count(Kind.CODES, email, here);
        refused(() -> strict.count(Kind.CODES, email, here));

        var generous = throttle(Clock.systemUTC(), limited("4/1h"));
        for (int i = 0; i < 4; i++) {
            generous.count(Kind.CODES, email, here);
        }
        refused(() -> generous.count(Kind.CODES, email, here));
    }

    private void useUpFromEverywhere(Throttle counting, Kind kind, int limit) {
        for (int i = 0; i < 10 * limit; i++) {
            counting.count(kind, email, from("192.0.2." + i % 10));
        }
    }

    private boolean passes(Kind kind, MockHttpServletRequest request) {
        try {
            throttle.count(kind, email, request);
            return true;
        } catch (RequestRefused tooMany) {
            return false;
        }
    }

    private static Throttle throttle(Clock clock, StandardEnvironment environment) {
        var databases = RunningService.shared().part(RedisDatabases.class);
        return new Throttle(new Allowances(databases, clock), new KnownPlaces(databases), Settings.from(environment),
                new ClientAddress(TrustedProxies.NONE), new SimpleMeterRegistry());
    }

    private static StandardEnvironment limited(String rate) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("THROTTLE_CODES", rate)));
        return environment;
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(RequestRefused.class).hasMessage("Too many attempts, please try again later");
    }

    private static void signIn(String email) {
        var account = new AccountView(UUID.randomUUID(), email, "Somebody", "", "en", "User", PlanView.FREE, Map.of(), Map.of(), 1, 1, 0);
        var caller = new Caller(account, new AccessToken(email, "jti", null, 0, Instant.MAX));
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
    }

    private static MockHttpServletRequest from(String address) {
        var request = new MockHttpServletRequest("POST", "/");
        request.setRemoteAddr(address);
        return request;
    }

    private static final class Redeeming {
        @Throttled(Kind.CODES)
        void redeem() {}
    }
}
