package studio.dictation.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.ParkedLearners;
import studio.dictation.app.web.Visibility;

/** Says in every answer to a caller whose events are set aside that reads don't show all of them. */
@Component
public class ParkedAnswers implements HandlerInterceptor, WebMvcConfigurer {
    private static final String PARKED = Visibility.Result.PARKED.name().toLowerCase(Locale.ROOT);

    private final ParkedLearners parked;

    ParkedAnswers(ParkedLearners parked) {
        this.parked = parked;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        BearerFilter.caller().ifPresent(caller -> say(caller.accountId(), response));
        return true;
    }

    /** Says so, if it is so, in an answer to who has proven to be an account otherwise than by an access token. */
    public void say(UUID account, HttpServletResponse response) {
        if (parked.contains(account)) {
            response.setHeader(Commands.HEADER, PARKED);
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Before anything that refuses.
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }
}
