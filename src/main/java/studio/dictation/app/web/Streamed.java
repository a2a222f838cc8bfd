package studio.dictation.app.web;

import java.io.IOException;
import java.io.OutputStream;

/** An answer that is made while it is written, so that much of it takes no more memory than little. */
public interface Streamed {
    /** Writes all of it, once. A failure in the middle breaks the connection off, so that half of it can't pass for the whole. */
    void writeTo(OutputStream body) throws IOException;
}
