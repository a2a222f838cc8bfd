package studio.dictation.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Problems;
import studio.dictation.app.web.RequestId;
import studio.dictation.app.web.RequestRefused;

/** The filters before every controller: no session, no cookie, no CSRF to forge; who may do what is {@link Access}. */
@Configuration(proxyBeanMethods = false)
class HttpSecurityConfiguration {
    private static final String POLICY = "Content-Security-Policy";
    private static final String FOR_DATA = "default-src 'none'; frame-ancestors 'none'";
    /** Scripts and styles of the page that shows the API are its own; what it makes while running are inline styles. */
    private static final String FOR_THE_PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String PAGE = "/swagger-ui/";

    @Bean
    SecurityFilterChain filters(HttpSecurity http, TokenHolders holders, Settings settings) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .cors(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers
                        .addHeaderWriter(HttpSecurityConfiguration::writePolicy)
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new BearerFilter(holders), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new ScrapeGate(settings.observation().metricsToken()), BearerFilter.class)
                .build();
    }

    @Bean
    CorsFilter corsFilter(Settings settings, Problems problems) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.corsAllowedOrigins());
        cors.setAllowedMethods(List.of(CorsConfiguration.ALL));
        cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        // contract §11.1: browsers hide the tokens from clients unless they are named here
        cors.setExposedHeaders(
                List.of(Tokens.ACCESS_HEADER, Tokens.REFRESH_HEADER, Commands.HEADER, RequestId.HEADER, "Retry-After",
                        HttpHeaders.ETAG));
        cors.setMaxAge(Duration.ofHours(1));
        var everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", cors);
        var filter = new CorsFilter(everywhere);
        filter.setCorsProcessor(new JsonCorsProcessor());
        return filter;
    }

    private static void writePolicy(HttpServletRequest request, HttpServletResponse response) {
        // The console says itself what it may load.
        if (!response.containsHeader(POLICY)) {
            response.setHeader(POLICY, request.getRequestURI().startsWith(PAGE) ? FOR_THE_PAGE : FOR_DATA);
        }
    }

    /** Refuses a foreign origin as every other error is refused. */
    private static final class JsonCorsProcessor extends DefaultCorsProcessor {
        @Override
        protected void rejectRequest(ServerHttpResponse response) throws IOException {
            throw RequestRefused.forbidden("Origin not allowed");
        }
    }
}
