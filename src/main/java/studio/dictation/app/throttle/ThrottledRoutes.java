package studio.dictation.app.throttle;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import studio.dictation.app.security.Caller;
import studio.dictation.app.security.Refresher;

/**
 * Counts the calls of {@link Throttled} routes: as soon as the account is known, which is before or after the body was read,
 * and in any case before the controller does anything.
 */
@ControllerAdvice
class ThrottledRoutes extends RequestBodyAdviceAdapter implements HandlerInterceptor, WebMvcConfigurer {
    private static final String PASSWORD_TRIED = ThrottledRoutes.class.getName() + ".passwordTried";
    private static final String SIGNING_IN = ThrottledRoutes.class.getName() + ".signingIn";

    private final Throttle throttle;

    ThrottledRoutes(Throttle throttle) {
        this.throttle = throttle;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route && !readsAccount(route)) {
            var throttled = route.getMethodAnnotation(Throttled.class);
            if (throttled != null) {
                throttle.count(throttled.value(), caller(request), request);
            }
        }
        return true;
    }

    @Override
    public boolean supports(MethodParameter body, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return body.hasMethodAnnotation(Throttled.class) && isAccount(body);
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        var throttled = parameter.getMethodAnnotation(Throttled.class);
        if (throttled != null
                && body instanceof AboutAccount about
                && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes http) {
            var request = http.getRequest();
            throttle.count(throttled.value(), about.email(), request);
            if (throttled.value() == Kind.SIGN_INS) {
                request.setAttribute(SIGNING_IN, about);
            }
            if (about.triesPassword()) {
                throttle.count(Kind.PASSWORDS, about.email(), request);
                request.setAttribute(PASSWORD_TRIED, about);
            }
        }
        return body;
    }

    /** Every try is counted at first, so that many at once are no way around; who wasn't refused for it gets it back. */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(PASSWORD_TRIED) instanceof AboutAccount about
                && response.getStatus() != HttpStatus.UNAUTHORIZED.value()) {
            throttle.forget(Kind.PASSWORDS, about.email(), request);
        }
        if (request.getAttribute(SIGNING_IN) instanceof AboutAccount about && response.getStatus() == HttpStatus.OK.value()) {
            throttle.remember(about.email(), request);
        }
    }

    /** After it is known that the caller may call the route at all. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
    }

    private static boolean readsAccount(HandlerMethod route) {
        return Arrays.stream(route.getMethodParameters()).anyMatch(ThrottledRoutes::isAccount);
    }

    private static boolean isAccount(MethodParameter parameter) {
        return AboutAccount.class.isAssignableFrom(parameter.getParameterType());
    }

    private static @Nullable String caller(HttpServletRequest request) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? caller.email()
                : Refresher.of(request).map(refresher -> refresher.token().email()).orElse(null);
    }
}
