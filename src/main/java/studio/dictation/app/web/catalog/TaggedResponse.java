package studio.dictation.app.web.catalog;

import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import studio.dictation.query.catalog.TaggedAnswer;

/** An answer that clients may keep, provided that they ask each time whether it is still the same: then it is 304. */
final class TaggedResponse {
    private TaggedResponse() {}

    static ResponseEntity<String> of(TaggedAnswer answer) {
        return of(answer.tag(), Objects.requireNonNull(answer.json()));
    }

    /** @param tag another one for another answer to the same question; without quotes */
    static <T> ResponseEntity<T> of(String tag, T body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.AUTHORIZATION)
                // A weak one: the bytes differ where they are compressed.
                .eTag("W/\"" + tag + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
