/** Payments, from what the provider tells to the plan. */
@NullMarked
package studio.dictation.app.payment;

import org.jspecify.annotations.NullMarked;
