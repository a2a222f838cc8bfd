/** What the payment provider tells, and what somebody who paid asks. */
@NullMarked
package studio.dictation.app.web.payment;

import org.jspecify.annotations.NullMarked;
