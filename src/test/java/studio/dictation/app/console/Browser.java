package studio.dictation.app.console;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A Chromium without a window, that looks for things as people do: by their names. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final int PATIENCE_SECONDS = 30;
    private static final String FIRST = "const it = document.evaluate(arguments[0], document, null,"
            + " XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue; ";

    private final ChromeDriver chrome;
    private final URI base;

    private Browser(ChromeDriver chrome, URI base) {
        this.chrome = chrome;
        this.base = base;
    }

    /** Starts one; the test is skipped where none is installed. */
    static Browser start(URI base) throws IOException {
        for (var program : List.of(CHROMIUM, DRIVER)) {
            assumeTrue(Files.isExecutable(program),
                    "The console is not tested: there is no %s (Debian: chromium, chromium-driver)".formatted(program));
        }
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var profile = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "chromium-");
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--hide-scrollbars",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--force-device-scale-factor=1", "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).usingAnyFreePort().build();
        return new Browser(new ChromeDriver(service, options), base);
    }

    /** Opens an address of the service anew, as if it were typed. */
    void open(String path) {
        chrome.get("about:blank");
        chrome.get(base.resolve(path).toString());
    }

    /** From now on a window of that size, in that colour scheme. */
    void look(int width, int height, String scheme) {
        chrome.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        chrome.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** From now on without a network, or with one again. */
    void isOffline(boolean offline) {
        chrome.executeCdpCommand("Network.enable", Map.of());
        chrome.executeCdpCommand("Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    void click(String name) {
        find("(//button|//a|//summary)[starts-with(normalize-space(), '%s')]".formatted(name)).click();
    }

    /** Presses a button within the part of the page that is called so. */
    void click(String part, String name) {
        find("%s//button[starts-with(normalize-space(), '%s')]".formatted(part(part), name)).click();
    }

    /** Ticks the box that is called so. */
    void tick(String label) {
        find("//label[starts-with(normalize-space(), '%s')]".formatted(label)).click();
    }

    void type(String label, CharSequence... keys) {
        field(label).sendKeys(keys);
    }

    WebElement field(String label) {
        var name = find("//label[starts-with(normalize-space(), '%s')]".formatted(label)).getDomAttribute("for");
        return find("//*[@id='%s']".formatted(name));
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(chrome).sendKeys(keys).perform();
    }

    /** Moves on with Tab until what is called so has the focus. */
    void tabTo(String name) {
        var passed = new ArrayList<String>();
        do {
            press(Keys.TAB);
            passed.add(focused());
            assertThat(passed).as("What Tab leads to, before " + name).hasSizeLessThan(60);
        } while (!passed.getLast().startsWith(name));
    }

    /** The name of what has the focus. */
    String focused() {
        return String.valueOf(run("const it = document.activeElement;"
                + " return (it.getAttribute('aria-label') || it.labels?.[0]?.innerText || it.innerText || '').trim()"));
    }

    /** Whether a ring shows what has the focus. */
    boolean showsFocus() {
        return Boolean.TRUE.equals(run("const style = getComputedStyle(document.activeElement);"
                + " return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2"));
    }

    /** Waits until the page shows a text. */
    void sees(String text) {
        await("\"%s\" on the page".formatted(text)).atMost(PATIENCE_SECONDS, SECONDS)
                .untilAsserted(() -> assertThat(text()).contains(text));
    }

    /** Waits until a part of the page shows a text. */
    void sees(String part, String text) {
        await("\"%s\" in %s".formatted(text, part)).atMost(PATIENCE_SECONDS, SECONDS)
                .untilAsserted(() -> assertThat(text(part)).as(() -> "What is called %s, of:%n%s".formatted(part, text())).contains(text));
    }

    /** Waits until nothing is on its way any more. */
    void settles() {
        await("What is on its way").atMost(PATIENCE_SECONDS, SECONDS)
                .untilAsserted(() -> assertThat(text()).doesNotContain("Loading…", "Waiting for"));
    }

    String text() {
        return String.valueOf(run("return document.body.innerText"));
    }

    /** What stands in a part of the page, by its label or heading; nothing if it is not there. */
    private String text(String part) {
        return String.valueOf(run(FIRST + "return it?.innerText ?? ''", part(part)));
    }

    /** What stands in each of some parts. Asked of the page itself: the driver's own way looks at the styles of every element. */
    List<String> texts(String css) {
        var texts = Objects.requireNonNull((List<?>) run("return [...document.querySelectorAll(arguments[0])].map((it) => it.innerText.trim())", css));
        return texts.stream().map(String::valueOf).toList();
    }

    /** What a script answers. */
    @Nullable Object run(String script, Object... arguments) {
        return chrome.executeScript(script, arguments);
    }

    /** Addresses that were asked for since the last time; the browser's own pages are no question to anybody. */
    List<String> requests() {
        return StreamSupport.stream(chrome.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
                .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asString().equals("Network.requestWillBeSent"))
                .map((JsonNode message) -> message.at("/params/request/url").asString())
                .filter(address -> !address.matches("(about|chrome|data):.*"))
                .toList();
    }

    /** What the browser's console says since the last time, but for answers that the test expects to be refused. */
    List<String> complaints(int... expected) {
        return StreamSupport.stream(chrome.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .filter(line -> Arrays.stream(expected).noneMatch(status -> line.contains("status of " + status)))
                .toList();
    }

    /** A picture of the whole page. */
    void photograph(Path file) throws IOException {
        var size = Objects.requireNonNull((List<?>) run("return [document.documentElement.clientWidth, document.documentElement.scrollHeight]"));
        var picture = chrome.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true,
                "clip", Map.of("x", 0, "y", 0, "width", size.get(0), "height", size.get(1), "scale", 1)));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
    }

    @Override
    public void close() {
        chrome.quit();
    }

    private static String part(String name) {
        return ("//*[@aria-label='%1$s' or @aria-labelledby=//*[normalize-space()='%1$s']/@id]").formatted(name);
    }

    /** Looks at once: most of what a test waits for is there already. */
    private static ConditionFactory await(String what) {
        return Awaitility.await(what).pollDelay(Duration.ZERO);
    }

    /** Waits until it is there and can be seen. */
    private WebElement find(String xpath) {
        return await("What %s leads to".formatted(xpath)).atMost(PATIENCE_SECONDS, SECONDS)
                .ignoreExceptions()
                .until(() -> (WebElement) Objects.requireNonNull(run(FIRST + "return it?.checkVisibility() ? it : null", xpath)), Objects::nonNull);
    }
}
