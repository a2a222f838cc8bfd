package studio.dictation.command.billing;

/** When a dispute takes a grant back. Inquiries, the provider's {@code warning_…}, never do: no money was taken. */
public enum DisputePolicy {
    /** From its opening on, until it is won. */
    SUSPEND,
    /** When it is lost. */
    LOST;

    boolean takesBack(String status) {
        return switch (status) {
            case "lost" -> true;
            case "needs_response", "under_review" -> this == SUSPEND;
            default -> false;
        };
    }
}
