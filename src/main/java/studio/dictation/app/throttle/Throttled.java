package studio.dictation.app.throttle;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that may not be called too often. Calls are counted for the address they come from and for the account they are
 * about: the one that a body {@link AboutAccount} names, else the caller's, if there is one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Throttled {
    /** Whose limit it has. */
    Kind value();
}
