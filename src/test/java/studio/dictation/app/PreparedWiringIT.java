package studio.dictation.app;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import studio.dictation.app.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the build works out ahead of time for packaged services. */
class PreparedWiringIT {
    private static final String GIVEN_AT_THE_START = Settings.class.getPackageName();
    /** What works the wiring out at the start, or stands in for it. */
    private static final Predicate<String> WIRES = name -> name.startsWith("org.springframework.context.")
            || name.startsWith("org.springframework.boot.autoconfigure.internal");
    /** Axon's, which it leaves out where there is JUnit. It is switched off. */
    private static final Predicate<String> CHECKS_FOR_UPDATES = name -> name.matches("update(Check|Checker).*|usagePropertyProvider");

    @Test
    void hasThePartsThatTheWiringWorkedOutAtTheStartHas() throws ReflectiveOperationException {
        assumeTrue(Boolean.getBoolean("test.prepared"), "What the build prepares is there only when Maven has packaged it");
        var workedOut = RunningService.shared().parts().stream()
                .filter(name -> !name.startsWith(GIVEN_AT_THE_START)).filter(WIRES.negate()).toList();

        assertThat(prepared()).filteredOn(WIRES.or(CHECKS_FOR_UPDATES).negate()).containsExactlyInAnyOrderElementsOf(workedOut);
    }

    @Test
    void fitsAServiceThatIsStartedWithSettings() {
        var given = new StandardEnvironment();
        RunningService.shared().part(ConfigurableEnvironment.class).getPropertySources().stream()
                .filter(source -> !source.getName().equals(Bootstrap.SETTINGS))
                .forEach(given.getPropertySources()::addLast);

        assertThat(PreparedWiring.fits(given)).isTrue();
    }

    private static List<String> prepared() throws ReflectiveOperationException {
        @SuppressWarnings("unchecked")
        var wiring = (ApplicationContextInitializer<GenericApplicationContext>) Class.forName(
                DictationStudio.class.getName() + "__ApplicationContextInitializer").getDeclaredConstructor().newInstance();
        try (var context = new GenericApplicationContext()) {
            wiring.initialize(context);
            return Arrays.asList(context.getBeanDefinitionNames());
        }
    }
}
