package studio.dictation.query.membership;

/**
 * Asks whether a learner's plan shows what a payment was good for, taken back since or not; answered with a {@link Boolean}.
 *
 * @param email     trimmed and lower-cased
 * @param paymentId the payment
 */
public record IsPaymentShown(String email, String paymentId) {}
