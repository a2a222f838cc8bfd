package studio.dictation.app;

import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import studio.dictation.app.settings.Settings;

/**
 * The wiring that the build works out ahead of time, with nothing set. A packaged service starts with it where its settings leave it as
 * it is; else, and from compiled classes, where it might be of an earlier build, the wiring is worked out anew at every start. The
 * system property {@value AotDetector#AOT_ENABLED} says whether to use it, wherever it fits.
 */
final class PreparedWiring implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    /** What the wiring is prepared with, whatever is set where the build runs. */
    static Settings settingsOfTheBuild() {
        var nothing = new StandardEnvironment();
        nothing.getPropertySources().forEach(source -> nothing.getPropertySources().remove(source.getName()));
        return Settings.from(nothing);
    }

    static boolean isBeingPrepared() {
        return SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING);
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
        if (!isBeingPrepared()) {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, Boolean.toString(isWanted() && fits(prepared.getEnvironment())));
        }
    }

    /** Traces and Axon Server are wired only where they are set. */
    static boolean fits(ConfigurableEnvironment environment) {
        var settings = Settings.from(environment);
        return settings.axonServer() == null && settings.observation().traces() == null;
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
