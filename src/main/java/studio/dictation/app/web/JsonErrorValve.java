package studio.dictation.app.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Answers what never reached the application: a request that isn't HTTP, a header or an address that is too long. */
public final class JsonErrorValve extends ErrorReportValve {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Tomcat makes it. */
    public JsonErrorValve() {}

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        var status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var known = Optional.ofNullable(HttpStatus.resolve(status)).orElse(HttpStatus.INTERNAL_SERVER_ERROR);
        try {
            response.setContentType(Problem.MEDIA_TYPE.toString());
            response.getOutputStream().write(JSON.writeValueAsBytes(Problem.of(known)));
            response.finishResponse();
        } catch (IOException clientGone) {
            container.getLogger().debug("An error could not be reported", clientGone);
        }
    }
}
