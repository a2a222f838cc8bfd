/** The one room that knows Stripe. */
@NullMarked
package studio.dictation.app.stripe;

import org.jspecify.annotations.NullMarked;
