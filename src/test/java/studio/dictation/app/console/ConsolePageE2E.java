package studio.dictation.app.console;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** What a browser is given at /admin, before any script runs. */
class ConsolePageE2E {
    private static final Http HTTP = RunningService.shared().http();
    private static final Pattern PART = Pattern.compile("\"(?:\\./)?(admin/[^\"]+)\"");

    @Test
    void mayLoadWhatIsItsOwnAndNothingElse() {
        var page = HTTP.get("//admin");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).contains("text/html;charset=UTF-8");
        assertThat(page.header("cache-control")).contains("no-cache");
        assertThat(page.header("x-frame-options")).contains("DENY");
        assertThat(page.header("content-security-policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self' 'sha256-", "style-src 'self';", "img-src 'self';",
                        "connect-src 'self';", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page.text()).doesNotContain("//");
    }

    @Test
    void findsAllOfItsPartsAndAsksWhetherItHasThem() {
        var parts = PART.matcher(HTTP.get("//admin").text()).results().map(part -> part.group(1)).toList();

        assertThat(parts).hasSizeGreaterThan(7).allSatisfy(part -> {
            var file = HTTP.get("//" + part);
            assertThat(file.status()).as(part).isEqualTo(200);
            assertThat(file.header("cache-control")).contains("no-cache");
            assertThat(file.header("last-modified")).isEmpty();
            var again = HTTP.method("GET", "//" + part, BodyPublishers.noBody(), "If-None-Match", file.header("etag").orElseThrow());
            assertThat(again.status()).as(part).isEqualTo(304);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"//admin/none", "//admin/console/", "//admin/console/none.js", "//admin/lib/none/none.js", "//admin/lib/htm/none.js"})
    void isNowhereElse(String address) {
        var none = HTTP.get(address);

        assertThat(none.status()).isEqualTo(404);
        assertThat(none.header("content-type")).contains("application/problem+json");
        assertThat(none.header("content-security-policy")).contains("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void isFoundWithASlashToo() {
        var answer = HTTP.get("//admin/");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location").orElse("")).endsWith("/admin");
    }
}
