package studio.dictation.app.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.http.server.ServerHttpResponse;

/** Has a {@link Streamed} answer write itself. */
final class StreamedConverter extends AbstractHttpMessageConverter<Streamed> {
    StreamedConverter() {
        super(MediaType.ALL);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return Streamed.class.isAssignableFrom(type);
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Streamed readInternal(Class<? extends Streamed> type, HttpInputMessage request) {
        throw new HttpMessageNotReadableException("Answers are written only", request);
    }

    @Override
    protected void writeInternal(Streamed answer, HttpOutputMessage response) throws IOException {
        try {
            answer.writeTo(flushing(response));
        } catch (RuntimeException failure) {
            throw new HttpMessageNotWritableException("An answer could not be written to its end", failure);
        }
    }

    /** The body, and {@code flush} reaches the client: Spring's own has none, for converters that flush for no reason. */
    private static OutputStream flushing(HttpOutputMessage response) throws IOException {
        var body = response.getBody();
        return !(response instanceof ServerHttpResponse http) ? body : new FilterOutputStream(body) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                http.flush();
            }
        };
    }
}
