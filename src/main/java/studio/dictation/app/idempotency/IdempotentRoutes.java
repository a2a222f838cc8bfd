package studio.dictation.app.idempotency;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.Checks;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the key of an {@link Idempotent} request from its header and all that it asks for, before the controller does anything; keeps
 * the answer, and gives it again. Comes before what knows all failures: an answer that was given before is none.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class IdempotentRoutes extends RequestBodyAdviceAdapter
        implements ResponseBodyAdvice<Object>, HandlerInterceptor, WebMvcConfigurer {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotentRoutes.class);
    private static final Pattern KEY = Pattern.compile("[!-~]{1,%d}".formatted(Idempotent.LONGEST_KEY));
    private static final String MULTIPART = "multipart/";

    private final IdempotencyKeys keys;
    private final Commands commands;
    private final JsonMapper json;

    IdempotentRoutes(IdempotencyKeys keys, Commands commands, JsonMapper webJson) {
        this.keys = keys;
        this.commands = commands;
        this.json = webJson;
    }

    static void requireSame(IdempotencyKeys.Known known) {
        if (!known.isSame()) {
            throw RequestRefused.unprocessable("idempotency-key-reused", Idempotent.HEADER + " was used for another request");
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, ServletException {
        if (handler instanceof HandlerMethod route) {
            var idempotent = route.getMethodAnnotation(Idempotent.class);
            var key = idempotent == null ? Optional.<String>empty() : key(request);
            if (idempotent != null && key.isPresent() && !readsBody(route)) {
                begin(idempotent, key.get(), request, withParts(digest(request), request));
            }
        }
        return true;
    }

    @Override
    public boolean supports(MethodParameter body, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return body.hasMethodAnnotation(Idempotent.class);
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message, MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        var idempotent = parameter.getMethodAnnotation(Idempotent.class);
        if (idempotent == null || !(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes http)) {
            return message;
        }
        var key = key(http.getRequest());
        if (key.isEmpty()) {
            return message;
        }
        var body = message.getBody().readAllBytes();
        var digest = digest(http.getRequest());
        digest.update(body);
        begin(idempotent, key.get(), http.getRequest(), digest);
        return new ReadBody(body, message.getHeaders());
    }

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return answer.hasMethodAnnotation(Idempotent.class);
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object answer, MethodParameter parameter, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request, ServerHttpResponse response) {
        // What reads could not show yet is no answer for later.
        if (!isIncomplete(response)) {
            RequestKey.current().ifPresent(key -> keep(key, json.writeValueAsString(answer)));
        }
        return answer;
    }

    private static boolean isIncomplete(ServerHttpResponse response) {
        return response instanceof ServletServerHttpResponse servlet && servlet.getServletResponse().containsHeader(Commands.HEADER);
    }

    /** What was asked for is done by now, so that its answer can't be kept is no failure: asked again, it is made anew. */
    private void keep(RequestKey key, String answer) {
        try {
            keys.answered(key, RequestKey.steps(), answer);
        } catch (DataAccessException outOfReach) {
            LOG.warn("The answer of {} is not kept: {}", key.operation(), outOfReach.getClass().getName());
        }
    }

    @ExceptionHandler
    ResponseEntity<byte[]> again(AnsweredBefore request) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(request.answer().getBytes(StandardCharsets.UTF_8));
    }

    /** After it is known that the caller may call the route at all. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
    }

    private void begin(Idempotent idempotent, String key, HttpServletRequest request, MessageDigest digest) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)) {
            throw new IllegalStateException("An idempotent route needs a caller: " + idempotent.value());
        }
        var known = new RequestKey(caller.accountId(), idempotent.value(), key, HexFormat.of().formatHex(digest.digest()));
        var found = keys.find(known, "").filter(earlier -> !earlier.isOver());
        found.ifPresent(IdempotentRoutes::requireSame);
        known.begin(request);
        var answer = found.map(IdempotencyKeys.Known::answer);
        if (answer.isPresent()) {
            commands.awaitVisible(keys.expectations(known));
            throw new AnsweredBefore(answer.get());
        }
    }

    private static Optional<String> key(HttpServletRequest request) {
        var given = Collections.list(request.getHeaders(Idempotent.HEADER));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        new Checks()
                .that(given.size() == 1 && KEY.matcher(given.getFirst()).matches(), Idempotent.HEADER,
                        "must be one name of 1 to %d visible ASCII characters".formatted(Idempotent.LONGEST_KEY))
                .orRefuse();
        return Optional.of(given.getFirst());
    }

    private static boolean readsBody(HandlerMethod route) {
        return Arrays.stream(route.getMethodParameters()).anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }

    /** Of what the address asks for. */
    private static MessageDigest digest(HttpServletRequest request) {
        var digest = sha256();
        add(digest, String.valueOf(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)));
        add(digest, String.valueOf(request.getQueryString()));
        return digest;
    }

    /** Part by part: what separates them is another each time. */
    private static MessageDigest withParts(MessageDigest digest, HttpServletRequest request) throws IOException, ServletException {
        var type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(MULTIPART)) {
            for (var part : request.getParts()) {
                add(digest, part.getName());
                add(digest, String.valueOf(part.getSubmittedFileName()));
                var content = sha256();
                try (var bytes = part.getInputStream()) {
                    content.update(bytes.readAllBytes());
                }
                digest.update(content.digest());
            }
        } else {
            request.getParameterMap().forEach((name, values) -> add(digest, name + "=" + Arrays.toString(values)));
        }
        return digest;
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** A body that was read, to be read again. */
    private static final class ReadBody implements HttpInputMessage {
        private final byte[] bytes;
        private final HttpHeaders headers;

        ReadBody(byte[] bytes, HttpHeaders headers) {
            this.bytes = bytes;
            this.headers = headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
