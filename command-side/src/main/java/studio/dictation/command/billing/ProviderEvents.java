package studio.dictation.command.billing;

import java.util.List;

/**
 * A page of what the provider has told.
 *
 * @param events the newest first
 * @param more   whether there are older ones
 */
public record ProviderEvents(List<ProviderEvent> events, boolean more) {
    public ProviderEvents {
        events = List.copyOf(events);
    }
}
