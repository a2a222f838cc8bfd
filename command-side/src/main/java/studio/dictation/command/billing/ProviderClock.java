package studio.dictation.command.billing;

import java.time.Instant;

/** The one clock, for all nodes, that says what of the provider was seen earlier and what later. */
public interface ProviderClock {
    /** The time; ask before the provider is. */
    Instant now();
}
