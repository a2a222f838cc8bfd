package studio.dictation.app.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import studio.dictation.app.idempotency.Idempotent;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Public;
import studio.dictation.app.security.Tokens;
import studio.dictation.app.throttle.Throttled;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.RequestId;

/** Adds to a route what its annotations say, and its text. */
final class Described implements OperationCustomizer {
    /** Name of the scheme that tokens are sent by. */
    static final String BEARER = "bearer";

    private static final Pattern SEPARATOR = Pattern.compile("[^A-Za-z]+");

    private static final Parameter KEY = new HeaderParameter()
            .name(Idempotent.HEADER)
            .required(false)
            .schema(new StringSchema().minLength(1).maxLength(Idempotent.LONGEST_KEY))
            .description("Names this request for 24 hours: sent again, it does nothing more than it did. Visible ASCII; a UUID, say.");

    private final RouteTexts texts;

    Described(RouteTexts texts) {
        this.texts = texts;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod route) {
        var name = name(route);
        var packageName = route.getBeanType().getPackageName();
        operation.setOperationId(SEPARATOR.splitAsStream(name).filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining()));
        operation.setTags(List.of(packageName.substring(packageName.lastIndexOf('.') + 1)));
        keepDeclaredParameters(operation, route);
        if (!route.hasMethodAnnotation(Public.class)) {
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
        }
        var text = texts.of(name);
        var answer = Optional.ofNullable(operation.getResponses()).map(all -> all.get(success(route))).orElseGet(ApiResponse::new);
        operation.setResponses(responses(answer, route, text));
        text.ifPresent(known -> describe(operation, answer, route, known));
        if (route.hasMethodAnnotation(Idempotent.class)) {
            operation.addParametersItem(KEY);
        }
        return operation;
    }

    private static void describe(Operation operation, ApiResponse answer, HandlerMethod route, RouteText text) {
        operation.setSummary(text.summary());
        operation.setDescription(
                route.hasMethodAnnotation(AdminOnly.class) ? text.description() + " For administrators." : text.description());
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> parameter.description(text.parameters().get(parameter.getName())));
        }
        var body = operation.getRequestBody();
        if (!text.files().isEmpty()) {
            operation.setRequestBody(multipart(text));
        } else if (body != null && body.getContent() != null) {
            body.getContent().values().forEach(type -> type.setExample(text.body()));
        }
        answer.setDescription("OK");
        if (answer.getContent() != null) {
            answer.getContent().values().forEach(type -> type.setExample(text.answer()));
        }
        if (text.tokens()) {
            answer.addHeaderObject(Tokens.ACCESS_HEADER, Responses.header("The access token, for two hours", "eyJhbGciOiJIUzI1NiJ9…"));
            answer.addHeaderObject(Tokens.REFRESH_HEADER, Responses.header("The refresh token, for 180 days", "eyJhbGciOiJIUzI1NiJ9…"));
        }
    }

    private static ApiResponses responses(ApiResponse answer, HandlerMethod route, Optional<RouteText> text) {
        var responses = new TreeMap<String, ApiResponse>();
        responses.put(success(route), answer);
        answer.addHeaderObject(RequestId.HEADER, Responses.header("The id of this request", "6f1c9e0e-0b0a-4c5e-9d5e-1f0e2d3c4b5a"));
        if (method(route) != RequestMethod.GET) {
            answer.addHeaderObject(Commands.HEADER,
                    Responses.header("`pending` or `parked` if reads don't show the change yet; else absent", "pending"));
            add(responses, Responses.UNREADABLE, Responses.TOO_LARGE);
        } else if (!route.hasMethodAnnotation(Public.class)) {
            answer.addHeaderObject(Commands.HEADER,
                    Responses.header("`parked` while reads don't show all that the caller has done; else absent", "parked"));
        }
        if (!route.hasMethodAnnotation(Public.class)) {
            add(responses, Responses.UNAUTHENTICATED);
        }
        if (route.hasMethodAnnotation(AdminOnly.class)) {
            add(responses, Responses.ADMINS_ONLY);
        }
        if (route.hasMethodAnnotation(Idempotent.class)) {
            add(responses, Responses.KEY_REUSED);
        }
        if (route.hasMethodAnnotation(Throttled.class)) {
            add(responses, Responses.TOO_MANY);
        }
        add(responses, Responses.FAILURE, Responses.UNAVAILABLE);
        text.ifPresent(known -> known.errors().forEach((status, error) -> responses.put(
                Integer.toString(status), Responses.problem(status, known.code(status), error))));
        var sorted = new ApiResponses();
        sorted.putAll(responses);
        return sorted;
    }

    private static String success(HandlerMethod route) {
        var status = route.getMethodAnnotation(ResponseStatus.class);
        return Integer.toString(status == null ? HttpStatus.OK.value() : status.code().value());
    }

    private static void add(Map<String, ApiResponse> responses, Responses... added) {
        for (var each : added) {
            responses.put(each.status(), each.reference());
        }
    }

    /** Whatever else a method takes comes from inside, not from the client. */
    private static void keepDeclaredParameters(Operation operation, HandlerMethod route) {
        var declared = Arrays.stream(route.getMethodParameters()).flatMap(parameter -> declared(parameter).stream()).toList();
        if (operation.getParameters() != null) {
            operation.setParameters(operation.getParameters().stream()
                    .filter(parameter -> declared.contains(parameter.getName()) && !parameter.getName().equals(Idempotent.HEADER))
                    .collect(Collectors.toCollection(ArrayList::new)));
        }
    }

    private static Optional<String> declared(MethodParameter parameter) {
        var header = parameter.getParameterAnnotation(RequestHeader.class);
        if (header != null) {
            // How tokens are sent there is said once, by the security scheme.
            return Optional.of(header.name()).filter(name -> !name.equals(HttpHeaders.AUTHORIZATION));
        }
        return parameter.hasParameterAnnotation(RequestParam.class) || parameter.hasParameterAnnotation(PathVariable.class)
                ? Optional.ofNullable(parameter.getParameter().getName())
                : Optional.empty();
    }

    private static RequestBody multipart(RouteText text) {
        var form = new ObjectSchema();
        // The page fills a form from its fields' examples, not from the whole.
        var examples = text.body() instanceof Map<?, ?> body ? body : Map.of();
        text.form().forEach((name, meaning) ->
                form.addProperty(name, new StringSchema().description(meaning).example(examples.get(name))));
        text.files().forEach((name, meaning) ->
                form.addProperty(name, new ArraySchema().items(new StringSchema().format("binary")).description(meaning)));
        return new RequestBody().required(true).content(new Content().addMediaType(
                org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE,
                new MediaType().schema(form).example(text.body())));
    }

    private static String name(HandlerMethod route) {
        var folder = AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), RequestMapping.class);
        var path = Objects.requireNonNull(route.getMethodAnnotation(RequestMapping.class)).path();
        return method(route) + " " + (folder == null ? "" : String.join("", folder.path())) + String.join("", path);
    }

    private static RequestMethod method(HandlerMethod route) {
        return Objects.requireNonNull(route.getMethodAnnotation(RequestMapping.class)).method()[0];
    }
}
