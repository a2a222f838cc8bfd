package studio.dictation.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;
import studio.dictation.app.settings.Setting;

/**
 * The wiring that the build works out ahead of time, with nothing set. A packaged service starts with it where what is set leaves it as
 * it is; else, and from compiled classes, where it might be of an earlier build, the wiring is worked out anew at every start. The
 * system property {@value AotDetector#AOT_ENABLED} says whether to use it, wherever it fits.
 */
final class PreparedWiring implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    /** Where Spring Boot itself says which process this is. */
    private static final String BY_SPRING = "applicationInfo";

    static boolean isBeingPrepared() {
        return SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING);
    }

    /** What the wiring is prepared in: nothing is set there, whatever is set where the build runs. */
    static ConfigurableEnvironment nothingSet() {
        var environment = new StandardServletEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        return environment;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
        if (!isBeingPrepared()) {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, Boolean.toString(isWanted() && fits(prepared.getEnvironment())));
        }
    }

    /** Traces and Axon Server are wired only where they are set, and Spring's own settings may bring in or leave out anything. */
    static boolean fits(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream().flatMap(PreparedWiring::given)
                .noneMatch(name -> name.equals(Setting.AXON_SERVER.name()) || name.equals(Setting.OTEL_EXPORTER_OTLP_ENDPOINT.name())
                        || isSpringsOwn(name.toLowerCase(Locale.ROOT).replace('_', '.')));
    }

    private static boolean isSpringsOwn(String name) {
        return Stream.of("spring.", "springdoc.", "management.", "axon.").anyMatch(name::startsWith)
                && !name.equals(AotDetector.AOT_ENABLED);
    }

    /** Names of what is set from outside, blanks aside; what is in the class path was there when the wiring was prepared. */
    private static Stream<String> given(PropertySource<?> source) {
        boolean fromOutside = !source.getName().equals(BY_SPRING) && !source.getName().contains("class path resource");
        return fromOutside && source instanceof EnumerablePropertySource<?> named
                ? Arrays.stream(named.getPropertyNames()).filter(name -> !String.valueOf(named.getProperty(name)).isBlank())
                : Stream.empty();
    }

    private static boolean isWanted() {
        var said = SpringProperties.getProperty(AotDetector.AOT_ENABLED);
        return said == null ? isPackaged() : Boolean.parseBoolean(said);
    }

    private static boolean isPackaged() {
        var source = new ApplicationHome(DictationStudio.class).getSource();
        return source != null && source.isFile();
    }
}
