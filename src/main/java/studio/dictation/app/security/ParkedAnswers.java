package studio.dictation.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
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
class ParkedAnswers implements HandlerInterceptor, WebMvcConfigurer {
    private static final String PARKED = Visibility.Result.PARKED.name().toLowerCase(Locale.ROOT);

    private final ParkedLearners parked;

    ParkedAnswers(ParkedLearners parked) {
        this.parked = parked;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        BearerFilter.caller()
                .filter(caller -> parked.contains(caller.accountId()))
                .ifPresent(caller -> response.setHeader(Commands.HEADER, PARKED));
        return true;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // Before anything that refuses.
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }
}
