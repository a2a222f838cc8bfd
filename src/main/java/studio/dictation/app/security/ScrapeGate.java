package studio.dictation.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.web.RequestRefused;

/** Shows the figures to administrators, and to a scraper with a token of its own. {@link Access} doesn't see these routes. */
final class ScrapeGate extends OncePerRequestFilter {
    private static final RequestMatcher FIGURES = PathPatternRequestMatcher.withDefaults().matcher("/actuator/prometheus/**");

    private final @Nullable Secret token;

    /** @param token of the scraper; null if there is none */
    ScrapeGate(@Nullable Secret token) {
        this.token = token;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !FIGURES.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isScraper(request)
                && !BearerFilter.caller().orElseThrow(() -> BearerFilter.failure(request)).isAdmin()) {
            throw RequestRefused.forbidden("Admin access required");
        }
        chain.doFilter(request, response);
    }

    private boolean isScraper(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return token != null
                && header != null
                && MessageDigest.isEqual(bytes("Bearer " + token.value()), bytes(header.strip()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
