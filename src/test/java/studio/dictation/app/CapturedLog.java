package studio.dictation.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Everything the libraries and we say while it is open, down to the details. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final List<String> LOGGERS = List.of(Logger.ROOT_LOGGER_NAME, "studio.dictation");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final List<Level> before = new ArrayList<>();

    public CapturedLog() {
        for (var name : LOGGERS) {
            before.add(logger(name).getLevel());
            logger(name).setLevel(Level.DEBUG);
        }
        start();
        // Nothing of this goes to the console.
        var root = logger(Logger.ROOT_LOGGER_NAME);
        root.iteratorForAppenders().forEachRemaining(console -> console.addFilter(new Quiet()));
        root.addAppender(this);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage() + (event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    @Override
    public void close() {
        var root = logger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(this);
        root.iteratorForAppenders().forEachRemaining(console -> console.clearAllFilters());
        for (int i = 0; i < LOGGERS.size(); i++) {
            logger(LOGGERS.get(i)).setLevel(before.get(i));
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static final class Quiet extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.INFO)
                    ? FilterReply.NEUTRAL
                    : FilterReply.DENY;
        }
    }
}
