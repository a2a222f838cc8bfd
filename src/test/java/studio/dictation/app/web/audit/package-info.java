/** Billing history as it is written. */
@NullMarked
package studio.dictation.app.web.audit;

import org.jspecify.annotations.NullMarked;
