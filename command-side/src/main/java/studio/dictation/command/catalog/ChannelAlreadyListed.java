package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses to list a recommended channel under an id that the catalogue has. */
public final class ChannelAlreadyListed extends Rejection {
    public static final String CODE = "channel-already-listed";

    ChannelAlreadyListed() {
        // contract U20: what the learner is told
        super(Kind.CONFLICT, CODE, "Channel already exists", List.of());
    }
}
