package studio.dictation.app.web;

import jakarta.servlet.MultipartConfigElement;
import java.lang.reflect.Method;
import java.time.Duration;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import studio.dictation.app.settings.Settings;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Where routes lie, how JSON is read, and how much of it. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
    private static final String PREFIX = "/dictation-studio";
    /** Longest form. How long one of its parts may be is for the route to say, so that one that is too long spoils no others. */
    static final int MAX_UPLOAD_BYTES = 20 << 20;

    static final int MAX_PARTS = 128;
    // A refused upload is read to its end, so that the client reads the refusal instead of a reset connection.
    private static final int MAX_SWALLOW_BYTES = 2 * MAX_UPLOAD_BYTES;
    // A client that is silent in the middle of a request holds a thread for that long; between requests it holds none.
    private static final Duration MAX_SILENCE = Duration.ofSeconds(5);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

    /** Lenient in what the real clients do (contract §11), strict about types: a wrong one names its field. */
    @Bean
    static JsonMapper webJson() {
        return JsonMapper.builder()
                .withCoercionConfig(LogicalType.Textual, texts -> texts
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(LogicalType.Float, numbers -> numbers
                        .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(LogicalType.Boolean, switches -> switches
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(LogicalType.Map, maps -> maps
                        // The former service answered "" for nothing typed; clients may send it back.
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsEmpty))
                .build();
    }

    @Bean
    WebMvcConfigurer jsonBodies(JsonMapper webJson) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.withJsonConverter(new JacksonJsonHttpMessageConverter(webJson))
                        // A library's YAML would be read without the strictness of webJson.
                        .configureMessageConvertersList(all -> all.removeIf(converter ->
                                !(converter instanceof JacksonJsonHttpMessageConverter
                                        || converter instanceof StringHttpMessageConverter
                                        || converter instanceof ByteArrayHttpMessageConverter
                                        || converter instanceof ResourceHttpMessageConverter
                                        || converter instanceof StreamedConverter)))
                        .addCustomConverter(new StreamedConverter());
            }
        };
    }

    @Bean
    WebMvcRegistrations routes() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new Routes();
            }
        };
    }

    @Bean
    MultipartConfigElement uploads(Settings settings) {
        return new MultipartConfigElement(settings.uploadsDir().toString(), MAX_UPLOAD_BYTES, MAX_UPLOAD_BYTES, 0);
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> limits() {
        return tomcat -> {
            tomcat.addConnectorCustomizers(connector -> {
                connector.setMaxPartCount(MAX_PARTS);
                connector.setMaxPostSize(BoundedBody.MAX_BYTES);
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    http.setMaxSwallowSize(MAX_SWALLOW_BYTES);
                    http.setConnectionTimeout((int) MAX_SILENCE.toMillis());
                    http.setKeepAliveTimeout((int) KEEP_ALIVE.toMillis());
                }
            });
            tomcat.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(JsonErrorValve.class.getName());
                }
            });
        };
    }

    /** Every route of a feature lies under the prefix and, as the guide's samples have it, without (contract C26). */
    private static final class Routes extends RequestMappingHandlerMapping {
        @Override
        protected @Nullable RequestMappingInfo getMappingForMethod(Method method, Class<?> controller) {
            var route = super.getMappingForMethod(method, controller);
            var isFeature = controller.getPackageName().startsWith(WebConfiguration.class.getPackageName() + ".");
            return route == null || !isFeature
                    ? route
                    : RequestMappingInfo.paths(PREFIX, "").options(getBuilderConfiguration()).build().combine(route);
        }
    }
}
