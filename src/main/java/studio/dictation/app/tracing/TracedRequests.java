package studio.dictation.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;
import studio.dictation.app.web.RequestId;

/**
 * A span for every request, named by its route and never by its address, which may hold an e-mail. A caller's {@code traceparent} is
 * gone on with. Probes and scrapes aren't followed.
 */
public final class TracedRequests extends OncePerRequestFilter {
    private static final String LOG_KEY = "traceId";
    private static final int FAILED = 500;

    private final Traces traces;

    public TracedRequests(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var span = traces.span(request.getMethod())
                .setSpanKind(SpanKind.SERVER)
                .setParent(Traces.parse(request.getHeader(Traces.HEADER)))
                .setAttribute("http.request.method", request.getMethod())
                .setAttribute("dictation.request.id", RequestId.of(request))
                .startSpan();
        try (var _ = span.makeCurrent(); var _ = MDC.putCloseable(LOG_KEY, span.getSpanContext().getTraceId())) {
            chain.doFilter(request, response);
            answered(span, response.getStatus());
        } catch (IOException | ServletException | RuntimeException failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getName());
            throw failure;
        } finally {
            if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
                span.updateName(request.getMethod() + " " + route).setAttribute("http.route", route);
            }
            span.end();
        }
    }

    private static void answered(Span span, int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= FAILED) {
            span.setStatus(StatusCode.ERROR);
        }
    }
}
