package studio.dictation.eventstore;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.common.IdentifierFactory;

/**
 * Gives messages ids that begin with the time (UUID version 7): events written together lie together in the index of their
 * ids. They are unique, not secret: nothing may be granted to whoever knows one. Axon finds this class by its service file.
 */
public final class TimeOrderedIds extends IdentifierFactory {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    @Override
    public String generateIdentifier() {
        var random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | VERSION | (random.nextLong() & 0xFFF);
        return new UUID(high, VARIANT | (random.nextLong() >>> 2)).toString();
    }
}
