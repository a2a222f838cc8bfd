package studio.dictation.app.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import studio.dictation.app.security.Caller;
import studio.dictation.app.security.Refresher;
import studio.dictation.app.web.Problem;
import studio.dictation.query.catalog.SpokenVideo;
import studio.dictation.query.catalog.VideoView;
import studio.dictation.query.identity.ListedAccountView;

/** The document at {@code /v3/api-docs}, the page at {@code /swagger-ui.html}, and what leads to them. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String DOCUMENT = "/v3/api-docs";
    private static final String PAGE = "/swagger-ui.html";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, Refresher.class, Optional.class);
    }

    @Bean
    OpenAPI api() {
        var components = Responses.all();
        components.addSecuritySchemes(Described.BEARER, new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("The `x-ds-access-token` of a login, as `Authorization: Bearer <token>`"));
        return new OpenAPI()
                .info(new Info()
                        .title("Dictation Studio")
                        .version("1")
                        .description("Learning a language by writing down what is said in a video. Every error is a problem"
                                + " (RFC 9457) with a text under `error`. All paths also answer without `/dictation-studio`."))
                // Relative, since the service doesn't know under which address it is reached.
                .servers(List.of(new Server().url("/")))
                .components(components);
    }

    @Bean
    RouteTexts texts(ResourcePatternResolver resources) throws IOException {
        return new RouteTexts(resources.getResources("classpath*:openapi/*.yml"));
    }

    @Bean
    OperationCustomizer described(RouteTexts texts) {
        return new Described(texts);
    }

    @Bean
    OpenApiCustomizer groups(RouteTexts texts) {
        return api -> texts.groups().forEach((name, about) -> api.addTagsItem(new Tag().name(name).description(about)));
    }

    /** What no method returns as such: the body of every error, and what is written while it is read. */
    @Bean
    OpenApiCustomizer furtherSchemas(ModelResolver ready) {
        return api -> List.<Type>of(Problem.class, ListedAccountView.class, VideoView.class, SpokenVideo.class)
                .forEach(type -> ModelConverters.getInstance(true)
                        .readAll(type)
                        .forEach(api.getComponents()::addSchemas));
    }

    /** The first of all resolvers to be asked last: it asks no other. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ModelResolver schemas(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new Names()).openapi31(true);
    }

    /** Where the former service had both (contract §1). */
    @Bean
    WebMvcConfigurer formerAddresses() {
        return new WebMvcConfigurer() {
            @Override
            public void addViewControllers(ViewControllerRegistry registry) {
                registry.addRedirectViewController("/", PAGE);
                registry.addViewController("/swagger.json").setViewName("forward:" + DOCUMENT);
            }
        };
    }

    /** {@code Body} of a {@code PlanController} is a {@code PlanBody}: inside of others, short names repeat. */
    private static final class Names extends TypeNameResolver {
        @Override
        protected String getNameOfClass(Class<?> type) {
            var around = type.getDeclaringClass();
            return around == null
                    ? type.getSimpleName().replaceFirst("Controller$", "")
                    : getNameOfClass(around) + type.getSimpleName();
        }

        @Override
        protected String nameForClass(JavaType type, Set<Options> options) {
            return nameForClass(type.getRawClass(), options);
        }
    }
}
