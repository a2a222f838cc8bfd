package studio.dictation.app.metrics;

import java.util.List;

/** Tells how far rebuilds are, from memory. */
@FunctionalInterface
public interface RebuildProgress {
    /** The rebuilds that run now; at most one of each projection. */
    List<Running> running();

    /**
     * A rebuild that runs.
     *
     * @param projection name of the projection
     * @param processed  events that went into the other generation
     * @param total      events it will have when it has caught up
     */
    record Running(String projection, long processed, long total) {}
}
