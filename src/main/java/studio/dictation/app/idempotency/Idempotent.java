package studio.dictation.app.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route whose effect a client may have once, however often it sends the request: it names the request in the header
 * {@value #HEADER}. For signed-in callers only. Sent again, it is answered the same. If it ended in the middle the controller runs once
 * more, and those of its commands that were carried out do nothing: they must be the same ones for the same request, and their handlers
 * answer nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {
    /** The header that names a request. */
    String HEADER = "Idempotency-Key";

    /** The longest name a request can have. */
    int LONGEST_KEY = 255;

    /** Stable name of the operation; the same key means another request of another operation. */
    String value();
}
