package studio.dictation.app.config;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.youtube.TranscriptFetches;
import studio.dictation.app.youtube.TranscriptSources;
import studio.dictation.query.redis.FetchTurns;
import studio.dictation.query.redis.RedisDatabases;

/** Wires the sources of transcripts. Nothing of it is made before the first transcript has to be fetched. */
@Configuration(proxyBeanMethods = false)
class TranscriptConfig {
    /** Half of the threads that answer requests. */
    private static final int CALLERS = 100;

    private static final int FETCHES = 4;
    private static final Duration QUEUEING = Duration.ofSeconds(5);

    /** More than PostgreSQL lets a transaction take. */
    private static final Duration KEEPING = Duration.ofSeconds(15);

    @Bean
    @Lazy
    FetchTurns fetchTurns(RedisDatabases databases) {
        return new FetchTurns(databases);
    }

    @Bean
    @Lazy
    TranscriptSources transcriptSources(Settings settings, Clock clock) {
        var path = System.getenv("PATH");
        return new TranscriptSources(settings.transcripts(), path == null ? "" : path, clock, RandomGenerator.getDefault());
    }

    @Bean
    @Lazy
    TranscriptFetches transcriptFetches(TranscriptSources sources, FetchTurns turns, Settings settings) {
        var total = settings.transcripts().timeout();
        return new TranscriptFetches(sources, turns, new TranscriptFetches.Bounds(
                total,
                total.plus(settings.readYourWritesTimeout()).plus(KEEPING),
                settings.transcripts().failureMemory(),
                CALLERS,
                FETCHES,
                QUEUEING));
    }
}
