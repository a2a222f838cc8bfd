/** Requests that may arrive twice and are to have their effect once: the header {@code Idempotency-Key}. */
@NullMarked
package studio.dictation.app.idempotency;

import org.jspecify.annotations.NullMarked;
