package studio.dictation.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import studio.dictation.app.web.RequestRefused;

/**
 * Lets callers through to routes. Every controller method needs a token unless it says {@link Public}, and an administrator's
 * if it says {@link AdminOnly}, or a refresh token if it says {@link RefreshOnly}. Decided here, where the route is known, so
 * that an unknown path is 404 and a wrong method 405 for everybody.
 */
@Component
class Access implements HandlerInterceptor, HandlerMethodArgumentResolver, WebMvcConfigurer {
    private static final String API_DOCUMENT = "org.springdoc.";

    private final TokenHolders holders;
    private final ParkedAnswers parked;

    Access(TokenHolders holders, ParkedAnswers parked) {
        this.holders = holders;
        this.parked = parked;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod route)
                || route.hasMethodAnnotation(Public.class)
                || ErrorController.class.isAssignableFrom(route.getBeanType())
                || route.getBeanType().getPackageName().startsWith(API_DOCUMENT)) {
            return true;
        }
        if (route.hasMethodAnnotation(RefreshOnly.class)) {
            var token = BearerFilter.bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
            var refresher = holders.refresher(token);
            refresher.asks(request);
            parked.say(refresher.account().accountId(), response);
            return true;
        }
        var caller = BearerFilter.caller().orElseThrow(() -> BearerFilter.failure(request));
        if (route.hasMethodAnnotation(AdminOnly.class) && !caller.isAdmin()) {
            throw RequestRefused.forbidden("Admin access required");
        }
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Refresher.class
                || parameter.nestedIfOptional().getNestedParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        var http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        if (parameter.getParameterType() == Refresher.class) {
            return Refresher.of(http).orElseThrow();
        }
        var caller = BearerFilter.caller();
        if (parameter.getParameterType() != Optional.class) {
            return caller.orElseThrow();
        }
        // A bad token counts as none. One that could not be checked doesn't: an administrator would be shown too little.
        BearerFilter.unchecked(http).ifPresent(failure -> {
            throw failure;
        });
        return caller;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }
}
