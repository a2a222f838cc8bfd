package studio.dictation.app;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.annotation.Order;
import studio.dictation.app.settings.StartRefused;

/** Tells the operator in one line what he can cure; everything else is left to the stack trace. */
@Order(0)
final class StartFailures implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused) {
                return report(String.valueOf(cause.getMessage()));
            }
            if (cause instanceof PortInUseException busy) {
                return report("Port " + busy.getPort() + " is in use: stop what listens there, or set PORT to another one");
            }
        }
        return false;
    }

    private static boolean report(String message) {
        System.err.println("Dictation Studio cannot start. " + message.replaceAll("\\s*\\R\\s*", " | "));
        return true;
    }
}
