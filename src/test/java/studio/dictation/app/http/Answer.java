package studio.dictation.app.http;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
public record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return response.body();
    }

    /** The body, which has to be JSON. */
    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** A text of the body by its JSON pointer, or by the name of a top-level field. */
    public String at(String field) {
        return node(field).asString();
    }

    public JsonNode node(String field) {
        return field.startsWith("/") ? json().at(field) : json().path(field);
    }

    /** The contract's text of an error. */
    public String error() {
        return at("error");
    }

    /** Names of the fields at fault. */
    public List<String> faultyFields() {
        return StreamSupport.stream(json().path("errors").spliterator(), false)
                .map(error -> error.path("field").asString())
                .toList();
    }

    @Override
    public String toString() {
        return status() + " " + response.headers().map() + " " + text();
    }
}
