package studio.dictation.command.billing;

/**
 * A page where somebody pays.
 *
 * @param sessionId the provider's id of it
 * @param url       where it is
 */
public record OpenedCheckout(String sessionId, String url) {}
