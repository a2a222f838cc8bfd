package studio.dictation.app.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
import studio.dictation.query.redis.MovedClock;
import studio.dictation.query.redis.RedisDatabases;

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
        var defaults = new Throttle(new Allowances(RunningService.shared().part(RedisDatabases.class), clock),
                Settings.from(new StandardEnvironment()), new ClientAddress(TrustedProxies.NONE));

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
