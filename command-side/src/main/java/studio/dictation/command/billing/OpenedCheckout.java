package studio.dictation.command.billing;

/**
 * A page where somebody pays.
 *
 * @param sessionId the provider's id of it
 * @param url       where it is
 * @param amount    what is paid there, in the currency's minor unit
 * @param currency  ISO 4217, lower case
 */
public record OpenedCheckout(String sessionId, String url, long amount, String currency) {}
