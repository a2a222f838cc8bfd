/** Requests that arrive twice. */
@NullMarked
package studio.dictation.app.idempotency;

import org.jspecify.annotations.NullMarked;
