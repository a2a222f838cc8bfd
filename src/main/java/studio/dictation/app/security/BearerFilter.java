package studio.dictation.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import studio.dictation.app.web.RequestRefused;

/**
 * Finds out who is calling. It refuses nobody: why a caller is unknown is kept for {@link Access}, since on public routes a
 * bad token counts as none.
 */
final class BearerFilter extends OncePerRequestFilter {
    private static final String FAILURE = BearerFilter.class.getName();
    private static final String MISSING = "Missing Authorization Header";
    private static final String EXPECTED = "Expected 'Authorization: Bearer <JWT>'";

    private final TokenHolders holders;

    BearerFilter(TokenHolders holders) {
        this.holders = holders;
    }

    /** Why the request has no caller. */
    static RuntimeException failure(HttpServletRequest request) {
        return request.getAttribute(FAILURE) instanceof RuntimeException failure
                ? failure
                : RequestRefused.unauthenticated("missing-token", MISSING, MISSING);
    }

    /** Why the request's token could not be checked; nothing if it was, for better or worse, or if there is none. */
    static Optional<RuntimeException> unchecked(@Nullable HttpServletRequest request) {
        return request != null && request.getAttribute(FAILURE) instanceof RuntimeException failure
                        && !(failure instanceof RequestRefused)
                ? Optional.of(failure)
                : Optional.empty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            signIn(holders.caller(bearer(request.getHeader(HttpHeaders.AUTHORIZATION))));
        } catch (RuntimeException unknown) {
            request.setAttribute(FAILURE, unknown);
        }
        chain.doFilter(request, response);
    }

    /**
     * The token of an {@code Authorization} header.
     *
     * @throws RequestRefused 401 with the contract's text if there is none
     */
    static String bearer(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw RequestRefused.unauthenticated("missing-token", MISSING, MISSING);
        }
        var words = header.strip().split("\\s+", -1);
        if (!words[0].equalsIgnoreCase("Bearer")) {
            throw RequestRefused.unauthenticated(
                    "missing-token", MISSING, "Missing 'Bearer' type in 'Authorization' header. " + EXPECTED);
        }
        if (words.length != 2) {
            throw Tokens.refused("Bad Authorization header. " + EXPECTED);
        }
        return words[1];
    }

    private static void signIn(Caller caller) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                caller, null, AuthorityUtils.createAuthorityList("ROLE_" + caller.account().role())));
        SecurityContextHolder.setContext(context);
    }

    /** Who is calling; nothing when unknown. */
    static Optional<Caller> caller() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .map(authentication -> authentication.getPrincipal() instanceof Caller caller ? caller : null);
    }
}
