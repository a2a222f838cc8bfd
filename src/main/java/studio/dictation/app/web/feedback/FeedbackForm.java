package studio.dictation.app.web.feedback;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.feedback.Image;
import studio.dictation.command.kernel.Checks;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of U21 and U24, in any of three forms (contract C19): multipart, the only one with images; URL-encoded; JSON.
 *
 * @param email    of the learner who is answered (U24)
 * @param message  what a learner writes (U21)
 * @param response what an administrator writes (U24)
 * @param files    parts called {@code images} that have a file name
 */
record FeedbackForm(String email, String message, String response, List<MultipartFile> files) {
    private static final String IMAGES = "images";

    /** Reads a body. */
    static FeedbackForm of(HttpServletRequest request, JsonMapper json)
            throws IOException, HttpMediaTypeNotSupportedException {
        var multipart = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        var type = type(request);
        if (multipart != null) {
            return of(multipart, multipart.getFiles(IMAGES).stream()
                    .filter(file -> !Objects.requireNonNullElse(file.getOriginalFilename(), "").isEmpty())
                    .toList());
        }
        if (MediaType.APPLICATION_FORM_URLENCODED.includes(type)) {
            return of(request, List.of());
        }
        if (MediaType.APPLICATION_JSON.includes(type)) {
            var input = new ServletServerHttpRequest(request);
            var body = (@Nullable Body) new JacksonJsonHttpMessageConverter(json).read(Body.class, input);
            if (body == null) {
                throw new HttpMessageNotReadableException("JSON null is no message", input);
            }
            return body.form();
        }
        throw new HttpMediaTypeNotSupportedException("Neither a form nor JSON");
    }

    private static FeedbackForm of(HttpServletRequest form, List<MultipartFile> files) {
        return new FeedbackForm(
                text(form.getParameter("email")), text(form.getParameter("message")), text(form.getParameter("response")), files);
    }

    private static @Nullable MediaType type(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        try {
            return request.getContentType() == null ? null : MediaType.parseMediaType(request.getContentType());
        } catch (InvalidMediaTypeException none) {
            throw new HttpMediaTypeNotSupportedException("Not a media type");
        }
    }

    /** What the files are; refused naming {@code images}. */
    List<Image> images() {
        new Checks().that(files.size() <= Image.MOST, IMAGES, "must be at most " + Image.MOST).orRefuse();
        if (files.stream().anyMatch(file -> file.getSize() > Image.MOST_BYTES)) {
            throw RequestRefused.tooLarge(IMAGES, "must have at most 1 MiB each");
        }
        return files.stream().map(file -> Image.of(UUID.randomUUID(), bytes(file))).toList();
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("An uploaded file cannot be read back", unreadable);
        }
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    /** As JSON. */
    record Body(@Nullable String email, @Nullable String message, @Nullable String response) {
        FeedbackForm form() {
            return new FeedbackForm(text(email), text(message), text(response), List.of());
        }
    }
}
