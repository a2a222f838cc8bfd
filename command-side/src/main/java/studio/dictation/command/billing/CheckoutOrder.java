package studio.dictation.command.billing;

import java.util.UUID;

/**
 * What somebody wants to pay for.
 *
 * @param accountId      who gets the plan
 * @param email          address of that account, for the provider's receipt
 * @param offer          the plan, its days and price
 * @param recurring      whether it is paid again and again
 * @param idempotencyKey the same key opens the same page
 */
public record CheckoutOrder(UUID accountId, String email, PlanOffer offer, boolean recurring, String idempotencyKey) {}
