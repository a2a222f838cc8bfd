package studio.dictation.events.billing;

import studio.dictation.events.AboutAccount;

/** What happens to money: a page to pay on, and what became of a payment. Ids of the provider, and nothing else of anybody. */
public sealed interface BillingEvent extends AboutAccount
        permits CheckoutStarted, CheckoutEnded, PaymentReceived, PaymentFailed, PaymentRefunded, PaymentDisputed {}
