package studio.dictation.command.catalog;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses to change a channel that the catalogue doesn't have. */
public final class ChannelNotListed extends Rejection {
    public static final String CODE = "channel-not-listed";

    ChannelNotListed() {
        super(Kind.NOT_FOUND, CODE, "Channel not found", List.of());
    }
}
