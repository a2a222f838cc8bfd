package studio.dictation.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import studio.dictation.app.ledger.VerifyCommand;

/** Starts the service. */
@SpringBootApplication
public class DictationStudio {
    /** Argument that ends the service as soon as it has answered a request, which is what the training of a start-up cache needs. */
    static final String EXIT_WHEN_READY = "--exit-when-ready";

    DictationStudio() {}

    /** The application as {@link #main} runs it: settings, secrets and stores come before the first bean. */
    public static SpringApplication application() {
        var application = new SpringApplication(DictationStudio.class);
        application.addInitializers(new Bootstrap());
        application.addListeners(new ReadyLine());
        return application;
    }

    /** Starts the service and returns while it runs; ends with status 1 if it cannot start. With {@code verify} it only verifies an export of the ledger. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(VerifyCommand.NAME)) {
            System.exit(VerifyCommand.run(args, new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)));
        }
        try {
            var application = application();
            application.addListeners(new PreparedWiring());
            if (PreparedWiring.isBeingPrepared()) {
                application.setEnvironment(PreparedWiring.nothingSet());
            }
            var context = application.run(args);
            if (Arrays.asList(args).contains(EXIT_WHEN_READY)) {
                FirstRequest.send(context.getEnvironment());
                System.exit(SpringApplication.exit(context));
            }
        } catch (SpringApplication.AbandonedRunException wiringPrepared) {
            throw wiringPrepared;
        } catch (RuntimeException alreadyReported) {
            System.exit(1);
        }
    }
}
