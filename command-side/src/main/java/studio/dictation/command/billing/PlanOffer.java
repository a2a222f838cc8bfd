package studio.dictation.command.billing;

import org.jspecify.annotations.Nullable;
import studio.dictation.rules.PlanLevel;

/**
 * A plan as it is sold.
 *
 * @param level    the plan
 * @param days     how long it lasts
 * @param amount   price in the currency's minor unit, such as cents; absent where only the provider knows it
 * @param currency ISO 4217, lower case
 */
public record PlanOffer(PlanLevel level, int days, @Nullable Long amount, String currency) {}
