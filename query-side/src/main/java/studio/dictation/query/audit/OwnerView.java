package studio.dictation.query.audit;

import java.util.UUID;

/** Whose an address is. */
public record OwnerView(UUID accountId) {}
