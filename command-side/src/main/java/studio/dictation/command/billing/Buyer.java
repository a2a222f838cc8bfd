package studio.dictation.command.billing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was noted at the provider when a checkout was opened.
 *
 * @param accountId who gets the plan; absent in what the former service opened
 * @param email     address of that account
 * @param plan      name of the plan
 */
public record Buyer(@Nullable UUID accountId, @Nullable String email, @Nullable String plan) {}
