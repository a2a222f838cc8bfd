package studio.dictation.query.catalog;

import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.catalog.ChannelListed;
import studio.dictation.events.catalog.ChannelRevised;
import studio.dictation.events.catalog.RefinementMarked;
import studio.dictation.events.catalog.TranscriptEdited;
import studio.dictation.events.catalog.TranscriptFiltersSet;
import studio.dictation.events.catalog.TranscriptRestored;
import studio.dictation.events.catalog.TranscriptStored;
import studio.dictation.events.catalog.VideoListed;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.catalog.VideoRevised;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;

/**
 * Owns {@code idx:catalog}, whose version is another whenever an answer may be another. An uploaded file alone changes none: a
 * transcript comes with it.
 */
@SuppressWarnings("UnusedVariable") // that something happened is all there is to know
public final class CatalogVersionProjection {
    private final Changes changes;

    public CatalogVersionProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(ChannelListed event) {
        next();
    }

    @EventHandler
    void on(ChannelRevised event) {
        next();
    }

    @EventHandler
    void on(RefinementMarked event) {
        next();
    }

    @EventHandler
    void on(TranscriptEdited event) {
        next();
    }

    @EventHandler
    void on(TranscriptFiltersSet event) {
        next();
    }

    @EventHandler
    void on(TranscriptRestored event) {
        next();
    }

    @EventHandler
    void on(TranscriptStored event) {
        next();
    }

    @EventHandler
    void on(VideoListed event) {
        next();
    }

    @EventHandler
    void on(VideoRemoved event) {
        next();
    }

    @EventHandler
    void on(VideoRevised event) {
        next();
    }

    private void next() {
        changes.increment(Key.CATALOG, Field.VERSION.redisName(), 1);
    }
}
