package studio.dictation.app.billing;

import java.time.Instant;

/**
 * A message that this node works on.
 *
 * @param id         its row
 * @param eventId    the provider's id of it, or a name made here
 * @param type       such as {@code invoice.paid}
 * @param objectId   what to ask the provider for
 * @param source     who told of it: {@code webhook}, {@code verify} or {@code reconciliation}
 * @param receivedAt when it was kept
 * @param asked      how often it was wanted when work on it began
 * @param attempts   how often it was tried, this time included
 */
record InboxMessage(
        long id, String eventId, String type, String objectId, String source, Instant receivedAt, int asked, int attempts) {}
