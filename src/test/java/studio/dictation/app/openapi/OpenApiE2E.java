package studio.dictation.app.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Http;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** The document of the API knows every route of the README, whose table is compared with the code elsewhere. */
class OpenApiE2E {
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+) (\\S+)` \\| (\\w+) \\|.*");
    private static final Pattern PART = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Http HTTP = RunningService.shared().http();
    private static final JsonNode API = HTTP.get("//v3/api-docs").json();

    record Route(String method, String path, String who) {
        JsonNode described() {
            return API.path("paths").path("/dictation-studio" + path).path(method.toLowerCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Route> routes() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));
        var table = readme.substring(readme.indexOf("\n## Routes\n"), readme.indexOf("\n## Add a feature\n"));
        return table.lines().map(ROW::matcher).filter(row -> row.matches())
                .map(row -> new Route(row.group(1), row.group(2), row.group(3)))
                .toList();
    }

    @Test
    void describesEveryRouteOnceAndNoOther() throws IOException {
        var described = API.path("paths").properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()));

        assertThat(described).containsExactlyInAnyOrderElementsOf(
                routes().stream().map(route -> route.method() + " /dictation-studio" + route.path()).toList());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void saysWhatARouteDoesWithExamples(Route route) {
        var operation = route.described();

        assertThat(operation.path("summary").asString("")).isNotBlank();
        assertThat(operation.path("description").asString("")).isNotBlank();
        assertThat(operation.path("parameters")).allSatisfy(parameter ->
                assertThat(parameter.path("description").asString("")).as(parameter.toString()).isNotBlank());
        if (operation.has("requestBody")) {
            assertThat(contents(operation.path("requestBody"))).isNotEmpty().allSatisfy(OpenApiE2E::showsWhatItsSchemaHas);
        }
        assertThat(contents(success(operation))).isNotEmpty().allSatisfy(OpenApiE2E::showsWhatItsSchemaHas);
    }

    @Test
    void saysWhatEachGroupOfRoutesIsAbout() {
        var groups = API.path("paths").findValues("tags").stream().map(tags -> tags.path(0).asString()).distinct();

        assertThat(API.path("tags")).extracting(group -> group.path("name").asString())
                .containsExactlyInAnyOrderElementsOf(groups.toList());
        assertThat(API.path("tags")).allSatisfy(group -> assertThat(group.path("description").asString("")).hasSizeGreaterThan(10));
    }

    @Test
    void fillsFormsWithExamples() {
        var forms = API.path("paths").findValues("multipart/form-data");

        assertThat(forms).isNotEmpty().allSatisfy(form -> assertThat(form.at("/schema/properties").properties())
                .allSatisfy(field -> assertThat(field.getValue().has("example") || field.getValue().path("type").asString().equals("array"))
                        .as(field.getKey()).isTrue()));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void saysWhoMayUseARouteAndWhatIsRefused(Route route) {
        var operation = route.described();
        var isPublic = route.who().equals("anyone");

        assertThat(operation.path("security").isEmpty()).isEqualTo(isPublic);
        assertThat(operation.path("responses").propertyNames()).contains("500", "503");
        assertThat(operation.path("responses").has("403") || !route.who().equals("admins")).isTrue();
        assertThat(operation.path("responses").has("401") || isPublic).isTrue();
        assertThat(operation.path("responses").properties().stream().filter(response -> !isSuccess(response.getKey())))
                .allSatisfy(response -> assertThat(contents(resolved(response.getValue()))).singleElement().satisfies(content -> {
                    assertThat(content.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/Problem");
                    assertThat(content.at("/example/error").asString("")).isNotBlank();
                    assertThat(content.at("/example/status").asString()).isEqualTo(response.getKey());
                }));
    }

    private static boolean isSuccess(String status) {
        return status.startsWith("2");
    }

    private static JsonNode success(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .filter(response -> isSuccess(response.getKey()))
                .map(Map.Entry::getValue)
                .reduce((one, other) -> fail("Succeeds in one way"))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/register", "/auth/login"})
    void namesTheHeadersWithTheTokens(String path) {
        assertThat(API.path("paths").path("/dictation-studio" + path).at("/post/responses/200/headers").propertyNames())
                .contains("x-ds-access-token", "x-ds-refresh-token");
        assertThat(API.path("paths").path("/dictation-studio" + path).at("/post/responses").has("429")).isTrue();
    }

    @Test
    void namesTheHeadersThatARouteReadsButNotHowTokensAreSent() {
        var logout = API.path("paths").path("/dictation-studio/auth/logout").at("/post/parameters");
        assertThat(logout).singleElement().satisfies(header -> {
            assertThat(header.path("name").asString()).isEqualTo("x-ds-refresh-token");
            assertThat(header.path("in").asString()).isEqualTo("header");
            assertThat(header.path("required").asBoolean(false)).isFalse();
        });
        assertThat(API.path("paths").path("/dictation-studio/auth/login").at("/post/parameters")).isEmpty();
    }

    @Test
    void tellsHowTokensAreSentAndNothingOfTheInside() {
        assertThat(API.at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
        assertThat(API.at("/components/schemas/Problem/properties").propertyNames())
                .contains("type", "status", "error", "errors").doesNotContain("about");
        assertThat(API.path("components").path("schemas").propertyNames())
                .doesNotContain("Caller", "AccessToken", "Body", "Item", "Result");
        assertThat(API.toString()).doesNotContain("accountId", "studio.dictation", "127.0.0.1");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(API.findValuesAsString("$ref")).isNotEmpty().allSatisfy(reference ->
                assertThat(API.at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
    }

    @Test
    void liesWhereTheFormerServiceHadIt() {
        var document = HTTP.get("//swagger.json");
        var root = HTTP.get("//");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.header("content-type").orElse("")).startsWith("application/json");
        assertThat(document.json()).isEqualTo(API);
        assertThat(root.status()).isEqualTo(302);
        assertThat(root.header("location").orElse("")).endsWith("/swagger-ui.html");
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        var entry = HTTP.get("//swagger-ui.html");
        assertThat(entry.status()).isEqualTo(302);
        assertThat(entry.header("location").orElse("")).endsWith("/swagger-ui/index.html");

        var page = HTTP.get("//swagger-ui/index.html");
        assertThat(page.status()).isEqualTo(200);
        var policy = page.header("content-security-policy").orElse("");
        assertThat(policy).contains("default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'",
                        // The page sets styles of elements, and its icons are texts within its styles.
                        "style-src 'self' 'unsafe-inline'", "img-src 'self' data:")
                .doesNotContain("http", "*");
        assertThat(page.header("x-frame-options")).contains("DENY");

        var parts = PART.matcher(page.text()).results()
                .map(part -> part.group(1).replaceFirst("^\\./", ""))
                .toList();
        assertThat(parts).isNotEmpty().allSatisfy(part -> {
            assertThat(part).doesNotContain("//");
            assertThat(HTTP.get("//swagger-ui/" + part).status()).as(part).isEqualTo(200);
        });
        assertThat(HTTP.get("//swagger-ui/swagger-initializer.js").text()).doesNotContain("http").contains("/v3/api-docs/swagger-config");
        var config = HTTP.get("//v3/api-docs/swagger-config");
        assertThat(config.at("url")).isEqualTo("/v3/api-docs");
        assertThat(config.at("validatorUrl")).isIn("", "none");
    }

    @Test
    void onlyThePageMayRunScripts() {
        assertThat(HTTP.get("//v3/api-docs").header("content-security-policy").orElse("")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(HTTP.get("/service/channel").header("content-security-policy").orElse("")).doesNotContain("script-src");
    }

    /** An example has no field that its schema lacks. */
    private static void showsWhatItsSchemaHas(JsonNode content) {
        assertThat(content.has("example")).as(content.toString()).isTrue();
        fits(content.path("example"), content.path("schema"));
    }

    private static void fits(JsonNode example, JsonNode schema) {
        var known = resolved(schema);
        if (example.isArray()) {
            assertThat(known.has("items")).as("%s of %s", example, known).isTrue();
            example.forEach(item -> fits(item, known.path("items")));
        } else if (example.isObject() && known.has("properties")) {
            example.properties().forEach(field -> {
                assertThat(known.path("properties").has(field.getKey())).as("%s of %s", field.getKey(), known).isTrue();
                fits(field.getValue(), known.path("properties").path(field.getKey()));
            });
        }
    }

    private static Stream<JsonNode> contents(JsonNode carrier) {
        return carrier.path("content").properties().stream().map(Map.Entry::getValue);
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? API.at(node.path("$ref").asString().substring(1)) : node;
    }
}
