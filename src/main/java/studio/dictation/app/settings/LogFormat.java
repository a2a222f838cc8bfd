package studio.dictation.app.settings;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Has the log written as {@link Setting#LOG_FORMAT} says; before the first line, and so before {@link Settings} are read and checked. */
public final class LogFormat implements EnvironmentPostProcessor {
    LogFormat() {}

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (new Given(environment).text(Setting.LOG_FORMAT, "").equalsIgnoreCase("json")) {
            environment.getPropertySources()
                    .addFirst(new MapPropertySource("log format", Map.of("logging.structured.format.console", "ecs")));
        }
    }
}
