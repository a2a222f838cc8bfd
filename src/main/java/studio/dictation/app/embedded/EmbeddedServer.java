package studio.dictation.app.embedded;

import java.io.IOException;

/**
 * A server of ours on one data directory.
 *
 * @param <A> where it answers
 */
interface EmbeddedServer<A> {
    /** Stops what an earlier process left behind, starts the server and returns when it answers. */
    A start() throws IOException;

    /** Stops it and whatever else works on its data; returns when it is gone. Does nothing if it does not run. */
    void stop() throws IOException;
}
