package studio.dictation.app.openapi;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import studio.dictation.command.kernel.InvalidInput;

/**
 * What is said of a route in {@code openapi/*.yml}.
 *
 * @param summary     a few words
 * @param description a few sentences
 * @param parameters  parameter of path, query or header → what it means
 * @param form        field of a multipart body → what it means
 * @param files       files of a multipart body → what they are
 * @param body        an example of a JSON body; null if none is read
 * @param answer      an example of the answer
 * @param errors      status → the contract's text; those that many routes have are added
 * @param codes       status → the error's code, where it isn't made of the status
 * @param tokens      whether the answer's headers carry new tokens
 */
record RouteText(
        String summary,
        String description,
        Map<String, String> parameters,
        Map<String, String> form,
        Map<String, String> files,
        @Nullable Object body,
        Object answer,
        Map<Integer, String> errors,
        Map<Integer, String> codes,
        boolean tokens) {
    RouteText {
        parameters = orNone(parameters);
        form = orNone(form);
        files = orNone(files);
        errors = orNone(errors);
        codes = orNone(codes);
    }

    /** The code of an error. */
    String code(int status) {
        var known = codes.get(status);
        return known != null
                ? known
                : status == HttpStatus.BAD_REQUEST.value() ? InvalidInput.CODE : HttpStatus.valueOf(status).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <K, V> Map<K, V> orNone(@Nullable Map<K, V> given) {
        return given == null ? Map.of() : given;
    }
}
