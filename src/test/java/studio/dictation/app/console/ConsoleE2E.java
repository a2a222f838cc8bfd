package studio.dictation.app.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisHashCommands;
import studio.dictation.app.RunningService;
import studio.dictation.app.RunningService.Learner;
import studio.dictation.app.catalog.Catalogue;
import studio.dictation.app.http.Http;
import studio.dictation.query.redis.RedisDatabases;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The console at /admin, in a real browser. Pictures of it are left in {@code target/console}. */
class ConsoleE2E {
    private static final RunningService SERVICE = RunningService.shared();
    private static final Http HTTP = SERVICE.http();
    private static final Path PICTURES = Path.of("target", "console");
    private static final List<String> SCREENS = List.of("Projections", "Dead letters", "Learner", "Health", "Acts");
    private static final String CHANNEL = Catalogue.channel("public");
    private static final byte[] PLANTED = bytes("planted");
    private static final int PHONE = 360;

    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(HTTP.base());
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void atADesk() {
        browser.look(1280, 900, "light");
    }

    /** Holds for all that is done here: nobody else is asked, and no token gets to where it can be read. */
    @AfterEach
    void leavesNoTrace() {
        assertThat(browser.requests()).allSatisfy(address -> assertThat(address)
                .startsWith(HTTP.base().toString())
                .doesNotContain("eyJ"));
        assertThat(browser.run("return JSON.stringify([document.documentElement.outerHTML, location.href, document.cookie,"
                + " {...sessionStorage}, {...localStorage}])").toString()).doesNotContain("eyJ");
        assertThat(browser.complaints(401, 404)).isEmpty();
    }

    @Nested
    class TheWayIn {
        @Test
        void refusesAWrongPassword() {
            browser.open("/admin");
            browser.type("E-mail", RunningService.ADMIN_EMAIL);
            browser.type("Password", "not the password", Keys.ENTER);

            browser.sees("Invalid email or password");
            assertThat(browser.texts("nav")).isEmpty();
        }

        @Test
        void refusesWhoIsNoAdministrator() {
            var email = "console-" + System.nanoTime() + "@example.org";
            HTTP.post("/auth/register",
                    "{\"username\":\"Ann\",\"email\":\"%s\",\"password\":\"a long password\"}".formatted(email));

            browser.open("/admin");
            browser.type("E-mail", email);
            browser.type("Password", "a long password", Keys.ENTER);

            browser.sees(email + " is not an administrator");
            assertThat(browser.texts("nav")).isEmpty();
        }

        @Test
        void leadsOutAgainAndTakesTheTokensBack() {
            signIn();
            browser.run("window.seen = []; const sent = window.fetch; window.fetch = (to, how) =>"
                    + " { window.seen.push(how?.headers?.Authorization); return sent(to, how); };");
            browser.click("Sign out");
            browser.sees("Password");
            var token = String.valueOf(browser.run("return window.seen.pop()")).substring("Bearer ".length());

            // The page is gone at once, the request on its way.
            await().atMost(5, SECONDS).untilAsserted(() ->
                    assertThat(HTTP.as(token).get("/user/duration").error()).isEqualTo("Token has been revoked"));
        }

        @Test
        void isAskedForAgainWhenThePageIsLoadedAnew() {
            signedIn();

            browser.open("/admin#/acts");

            browser.sees("Password");
        }
    }

    @Nested
    class ARebuild {
        @Test
        void runsToItsEndBeforeOnesEyes() throws IOException {
            signedIn();
            browser.look(1280, 1000, "light");
            browser.sees("catalog", "Live");
            browser.run("window.progress = []; new MutationObserver(() => document.querySelectorAll('progress')"
                    + ".forEach((bar) => window.progress.push(bar.value))).observe(document.body, {subtree: true, childList: true, attributes: true})");

            browser.click("catalog", "Rebuild…");
            browser.type("Reason", "the console is tried");
            browser.click("Start rebuild");

            browser.sees("catalog", "Last rebuild");
            browser.sees("catalog", "Done");
            browser.sees("catalog", "Asked for by " + RunningService.ADMIN_EMAIL);
            browser.sees("catalog", "“the console is tried”");
            browser.sees("catalog", "The two generations were equal, key by key.");
            browser.sees("catalog", "since");
            assertThat((List<?>) browser.run("return window.progress")).isNotEmpty();
            browser.photograph(PICTURES.resolve("projections-light.png"));

            browser.click("catalog", "Roll back…");
            browser.type("Reason", "and back");
            browser.click("Roll catalog back", "Roll back");
            browser.sees("catalog", "Last rollback");
            browser.sees("catalog", "Done");

            browser.click("Acts");
            browser.sees("Acts", "the console is tried");
            assertThat(newestAct()).contains("Rollback", "catalog", "done", "and back", RunningService.ADMIN_EMAIL);
        }

        @Test
        void holdsOnDifferencesUntilSomebodyHasItGoLiveAllTheSame() {
            startOneThatHolds();

            browser.click("catalog", "Exchange all the same");

            browser.sees("catalog", "Last rebuild");
            browser.sees("catalog", "Done");
            inRedis(1, redis -> assertThat(redis.keyCommands().exists(PLANTED)).isFalse());
        }

        @Test
        void isCancelledForAReasonAndLeavesWhatIsLive() {
            startOneThatHolds();

            browser.click("catalog", "Cancel…");
            browser.type("Reason", "it was a trial");
            browser.click("Cancel the catalog rebuild", "Cancel rebuild");

            browser.sees("catalog", "Last rebuild");
            browser.sees("catalog", "Cancelled");
            inRedis(1, redis -> assertThat(redis.keyCommands().del(PLANTED)).isEqualTo(1));
            browser.click("Acts");
            browser.sees("Acts", "it was a trial");
            assertThat(newestAct()).contains("Cancel", "catalog", "done");
        }

        /** What is live holds a key that no event gives. */
        private void startOneThatHolds() {
            inRedis(1, redis -> redis.setCommands().sAdd(PLANTED, PLANTED));
            signedIn();
            browser.click("catalog", "Rebuild…");
            browser.type("Reason", "something looks wrong");
            browser.tick("Hold before the exchange");
            browser.click("Start rebuild");
            browser.sees("catalog", "Holding");
            browser.sees("catalog", "1 difference");
            browser.sees("catalog", "planted");
        }
    }

    @Nested
    class ADeadLetter {
        private final Learner learner = SERVICE.learner();

        @AfterEach
        void nothingStaysBehind() {
            onAccount(hashes -> hashes.hDel(key(), bytes("quota")));
            SERVICE.admin().postNothing("/admin/projections/learners/dead-letters/retry");
        }

        @Test
        void isDiscardedForAReasonThatIsKept() {
            park();
            browser.click("Dead letters", "Discard…");
            browser.type("Reason", "it never happened");
            browser.click("Discard a dead letter", "Discard");

            browser.sees("No dead letters in learners");
            browser.click("Acts");
            browser.sees("Acts", "it never happened");
            assertThat(newestAct()).contains("Discard dead letter", "done", RunningService.ADMIN_EMAIL);
        }

        @Test
        void isTriedWithAllOthers() {
            park();
            browser.click("Retry all");
            browser.sees("What the retry did", "1 sequence still parked");
            browser.press(Keys.ESCAPE);
            onAccount(hashes -> hashes.hDel(key(), bytes("quota")));
            browser.click("Dry run of all");
            browser.sees("What a retry would do", "0 sequences still parked");
            browser.press(Keys.ESCAPE);
            browser.click("Retry all");
            browser.sees("What the retry did", "0 sequences still parked");
            browser.press(Keys.ESCAPE);

            browser.sees("No dead letters in learners");
        }

        private void park() {
            onAccount(hashes -> hashes.hSet(key(), bytes("quota"), bytes("broken")));
            var opened = learner.http().post("/user/register_dictation", "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(
                    CHANNEL, Catalogue.video(CHANNEL, "public")));
            assertThat(opened.header("x-ds-projection")).as(opened.toString()).contains("parked");
            signedIn();
            browser.click("Dead letters");
            browser.sees("Dead letters", "membership.QuotaConsumed@1");
        }

        @Test
        void isLookedAtTriedAgainAndGone() throws IOException {
            park();

            browser.click("Dead letters", "Dry run");
            browser.sees("would stay parked");
            browser.press(Keys.ESCAPE);
            browser.photograph(PICTURES.resolve("dead-letters-light.png"));

            onAccount(hashes -> hashes.hDel(key(), bytes("quota")));
            browser.click("Dead letters", "Dry run");
            browser.sees("would be applied");
            browser.sees("Changes", "quota set");
            browser.press(Keys.ESCAPE);
            browser.click("Dead letters", "Retry");
            browser.sees("What the retry did");
            browser.press(Keys.ESCAPE);

            browser.sees("No dead letters in learners");
            assertThat(learner.http().get("/user/dictation_quota?channelId=%s&videoId=none".formatted(CHANNEL)).node("used").asInt())
                    .isEqualTo(1);
        }

        private byte[] key() {
            return bytes("user:" + learner.email());
        }

        private void onAccount(Consumer<RedisHashCommands> change) {
            inRedis(0, redis -> change.accept(redis.hashCommands()));
        }
    }

    @Nested
    class ALearner {
        private final Learner learner = SERVICE.learner();

        @Test
        void isSeenAsAtAnyInstantAndProven() throws IOException {
            grant(30);
            grant(90);
            signedIn();
            look(learner.email());

            browser.sees("History", "Plan granted");
            browser.sees("State at an instant", "Premium");
            assertThat(browser.texts(".timeline li")).hasSize(2);
            assertThat(browser.texts(".timeline .change").getFirst()).startsWith("Free → Basic until");
            browser.photograph(PICTURES.resolve("learner-light.png"));

            browser.click("State at an instant", "‹ Entry before");
            browser.click("State at an instant", "‹ Entry before");
            browser.sees("State at an instant", "Basic");
            browser.sees("State at an instant", "1 change recorded");
            assertThat(browser.texts(".timeline li.later")).singleElement().asString().contains("later");
            browser.run("document.querySelector('input[type=range]').focus()");
            browser.press(Keys.HOME);
            browser.sees("State at an instant", "0 changes recorded");
            browser.press(Keys.END);
            browser.sees("State at an instant", "2 changes recorded");

            browser.click("Verify the chain");
            browser.sees("As it was written");
            browser.sees("2 events");

            browser.click("Project anew…");
            browser.type("Reason", "as a trial");
            browser.click("Project one learner anew", "Project anew");
            browser.sees("Projected anew");
        }

        @Test
        void whomNobodyKnowsIsSaidToBeUnknown() {
            signedIn();
            look("nobody@example.org");

            browser.sees("User not found");
        }

        private void grant(int days) {
            SERVICE.admin().post("/user/update-duration",
                    "{\"emails\":[\"%s\"],\"duration\":%d}".formatted(learner.email(), days));
        }
    }

    @Test
    void isUsedWithKeysAlone() {
        browser.open("/admin");
        browser.sees("Password");
        assertThat(browser.focused()).startsWith("E-mail");
        browser.press(RunningService.ADMIN_EMAIL);
        browser.tabTo("Password");
        browser.press(RunningService.ADMIN_PASSWORD, Keys.ENTER);
        browser.sees("learners", "Live");
        assertThat(browser.focused()).isEqualTo("Projections");

        browser.tabTo("Rebuild…");
        assertThat(browser.showsFocus()).isTrue();
        browser.press(Keys.ENTER);
        browser.sees("Rebuild learners");
        assertThat(browser.focused()).startsWith("Reason");
        browser.press(Keys.ESCAPE);
        assertThat(browser.focused()).isEqualTo("Rebuild…");

        browser.run("document.activeElement.blur()");
        browser.tabTo("Skip to content");
        browser.tabTo("Health");
        browser.press(Keys.ENTER);
        browser.sees("Event store");
        assertThat(browser.focused()).isEqualTo("Health");
        assertThat(browser.run("return document.title")).isEqualTo("Health · Dictation Studio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void fitsAPhoneAndIsLegible(String scheme) throws IOException {
        browser.look(PHONE, 740, scheme);
        signedIn();

        for (var screen : SCREENS) {
            browser.click(screen);
            if (screen.equals("Learner")) {
                look(RunningService.ADMIN_EMAIL);
                browser.sees("Verify the chain");
            }
            browser.settles();
            assertThat(browser.run("return document.documentElement.scrollWidth")).as(screen).isEqualTo((long) PHONE);
            assertThat((List<?>) browser.run(TOO_PALE)).as(screen).isEmpty();
            browser.photograph(PICTURES.resolve("%s-%s-phone.png".formatted(fileName(screen), scheme)));
        }
        browser.look(1280, 900, scheme);
        for (var screen : SCREENS) {
            browser.click(screen);
            browser.settles();
            assertThat((List<?>) browser.run(TOO_PALE)).as(screen).isEmpty();
            browser.photograph(PICTURES.resolve("%s-%s.png".formatted(fileName(screen), scheme)));
        }
    }

    @Test
    void saysWhenThereIsNoNewsAndGoesOnByItself() {
        signedIn();
        browser.sees("Live");

        browser.isOffline(true);
        browser.click("Health");
        browser.sees("The service can't be reached");
        browser.isOffline(false);

        browser.click("Try again");
        browser.sees("Event store");
        browser.sees("Live");
        assertThat(browser.complaints()).allSatisfy(line -> assertThat(line).contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void showsCommandsThatDoTheSame() throws IOException, InterruptedException {
        signedIn();
        for (var screen : SCREENS) {
            browser.click(screen);
            browser.sees("The same with curl");
            var commands = browser.texts(".curl code");
            assertThat(commands).as(screen).isNotEmpty().allSatisfy(command -> assertThat(command)
                    .contains("curl -fsS", HTTP.base().toString(), "Authorization: Bearer $TOKEN"));
            for (var command : commands) {
                if (!command.contains("-d ") && !command.contains("-X") && !command.contains("-fsSN") && !command.contains("%40")) {
                    assertThat(runs(command)).as(command).startsWith("{");
                }
            }
        }
    }

    /** Signed in, and at the first screen. Whoever is signed in stays so: a password takes long to check. */
    private static void signedIn() {
        if (browser.texts("nav").isEmpty()) {
            signIn();
        }
        browser.run("document.querySelector('dialog[open]')?.close(); location.hash = '#/projections'");
        browser.sees("catalog", "Live");
    }

    private static void signIn() {
        browser.open("/admin");
        browser.type("E-mail", RunningService.ADMIN_EMAIL);
        browser.type("Password", RunningService.ADMIN_PASSWORD, Keys.ENTER);
        browser.sees("Sign out");
    }

    private static void look(String email) {
        browser.click("Learner");
        browser.field("E-mail").clear();
        browser.type("E-mail", email, Keys.ENTER);
    }

    private static String newestAct() {
        return browser.texts("tbody tr").getFirst();
    }

    private static void inRedis(int database, Consumer<RedisConnection> something) {
        try (var redis = SERVICE.part(RedisDatabases.class).factory(database).getConnection()) {
            something.accept(redis);
        }
    }

    private static String runs(String command) throws IOException, InterruptedException {
        var token = SERVICE.admin().token();
        var bash = new ProcessBuilder("bash", "-euc", command).redirectErrorStream(true);
        bash.environment().putAll(Map.of("TOKEN", String.valueOf(token)));
        var running = bash.start();
        var answer = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(20, SECONDS)).isTrue();
        return answer;
    }

    private static String fileName(String screen) {
        return screen.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Texts whose contrast is below 4.5, as WCAG counts it, with what they stand on. */
    private static final String TOO_PALE = """
            const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
            const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
                .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0);
            const surface = (element) => {
                for (let at = element; at; at = at.parentElement) {
                    const colour = parse(getComputedStyle(at).backgroundColor);
                    if (colour.length === 3 || colour[3] > 0.99) { return colour; }
                }
                return [255, 255, 255];
            };
            const pale = [];
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const element = walk.currentNode.parentElement;
                if (!walk.currentNode.data.trim() || !element.checkVisibility() || element.closest(':disabled')) { continue; }
                const [high, low] = [light(parse(getComputedStyle(element).color)), light(surface(element))].sort((a, b) => b - a);
                if ((high + 0.05) / (low + 0.05) < 4.5) { pale.push(walk.currentNode.data.trim()); }
            }
            return pale;
            """;
}
