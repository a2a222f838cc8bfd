package studio.dictation.app.config;

import java.util.stream.Collectors;
import studio.dictation.app.settings.StartRefused;
import studio.dictation.eventstore.StoredTypes;

/** What this version needs of the events that are stored; checked at start, before anything is decided or shown by them. */
final class EventRequirements {
    private static final int NAMED = 20;

    private EventRequirements() {}

    /**
     * Checks that every stored event can be read.
     *
     * @throws StartRefused with names, revisions and numbers of those that can't
     */
    static void check(StoredTypes types) {
        var unreadable = types.unreadable();
        if (!unreadable.isEmpty()) {
            throw new StartRefused("The event store holds what this version cannot read: "
                    + unreadable.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "))
                    + (unreadable.size() > NAMED ? " and " + (unreadable.size() - NAMED) + " more" : "")
                    + ". Start the version that wrote it, or a newer one");
        }
    }
}
