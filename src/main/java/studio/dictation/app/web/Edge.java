package studio.dictation.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** The outermost step of every request: gives it an id, lets it in or not, bounds its body, and answers what nobody else answered. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Edge extends OncePerRequestFilter {
    private static final String LOG_REQUEST = "requestId";
    /** What the request causes carries its id on; what follows from that elsewhere is logged with it as well. */
    private static final String LOG_CORRELATION = "correlationId";

    private final Problems problems;
    private final Door door;

    Edge(Problems problems, Door door) {
        this.problems = problems;
        this.door = door;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var id = RequestId.of(request);
        response.setHeader(RequestId.HEADER, id);
        MDC.put(LOG_REQUEST, id);
        MDC.put(LOG_CORRELATION, id);
        Runnable leave = () -> {};
        try {
            leave = door.enter(request.getServletPath());
            chain.doFilter(BoundedBody.of(request), response);
        } catch (IOException | ServletException | RuntimeException failure) {
            problems.write(failure, request, response);
        } finally {
            leave.run();
            MDC.remove(LOG_REQUEST);
            MDC.remove(LOG_CORRELATION);
        }
        if (request.getAttribute(Problems.HALF_ANSWERED) instanceof Throwable failure) {
            // Half an answer must not pass for a whole one: the container breaks the connection off.
            throw new ServletException("Request %s was answered by half".formatted(id), failure);
        }
    }
}
