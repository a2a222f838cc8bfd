package studio.dictation.app.web.catalog;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import studio.dictation.query.catalog.ListAnswer;

/** A list that clients may keep, provided that they ask each time whether it is still the same: then it is 304. */
final class ListResponse {
    private ListResponse() {}

    static ResponseEntity<String> of(ListAnswer answer) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.AUTHORIZATION)
                // A weak one: the bytes differ where they are compressed.
                .eTag("W/\"" + answer.tag() + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.json());
    }
}
