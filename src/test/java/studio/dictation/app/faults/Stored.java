package studio.dictation.app.faults;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a store. A list of them is in the order in which readers see them.
 *
 * @param stream   what it belongs to
 * @param sequence its number there, from 0
 * @param event    its name
 * @param mark     what tells it from others of its name; null for one that is no client's
 * @param once     what it may be the only one of its name for, such as a code that is redeemed; null if that is nothing
 * @param grant    the grant that it leads to or is; null if that is none
 */
record Stored(
        String stream, long sequence, String event, @Nullable String mark, @Nullable String once, @Nullable String grant) {}
