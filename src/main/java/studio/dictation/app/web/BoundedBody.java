package studio.dictation.app.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A request whose body ends with a refusal when it is longer than allowed, whether or not it says its length. */
final class BoundedBody extends HttpServletRequestWrapper {
    /** Longest body that is neither multipart nor transcripts, in bytes. Multipart has limits of its own. */
    static final int MAX_BYTES = 1 << 20;

    // What was uploaded as a file of 2 MiB can be sent back as JSON, and several at once.
    private static final int MAX_TRANSCRIPT_BYTES = 8 << 20;
    private static final Pattern TRANSCRIPTS = Pattern.compile(".*/(?:full-transcript|batch-transcript-update)");

    private final int most;

    private BoundedBody(HttpServletRequest request, int most) {
        super(request);
        this.most = most;
    }

    /** The request, bounded. */
    static HttpServletRequest of(HttpServletRequest request) {
        var type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/")) {
            return request;
        }
        int most = TRANSCRIPTS.matcher(request.getRequestURI()).matches() ? MAX_TRANSCRIPT_BYTES : MAX_BYTES;
        if (request.getContentLengthLong() > most) {
            throw RequestRefused.tooLarge();
        }
        return new BoundedBody(request, most);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Bounded(super.getInputStream(), most);
    }

    @Override
    public BufferedReader getReader() throws IOException {
        var charset = Optional.ofNullable(getCharacterEncoding()).map(Charset::forName).orElse(StandardCharsets.UTF_8);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private static final class Bounded extends ServletInputStream {
        private final ServletInputStream body;
        private final int most;
        private long read;

        Bounded(ServletInputStream body, int most) {
            this.body = body;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = body.read(bytes, offset, length);
            count(count);
            return count;
        }

        private void count(int bytes) {
            read += Math.max(0, bytes);
            if (read > most) {
                throw RequestRefused.tooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
