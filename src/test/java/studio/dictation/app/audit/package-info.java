/** Billing history over HTTP. */
@NullMarked
package studio.dictation.app.audit;

import org.jspecify.annotations.NullMarked;
