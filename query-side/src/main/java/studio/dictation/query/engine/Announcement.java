package studio.dictation.query.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a batch tells all nodes in the transaction that writes it.
 *
 * @param projection name of the projection
 * @param segment    the segment that wrote
 * @param applied    ids of the events whose changes are visible from now on
 * @param parked     ids of the events that wait as dead letters
 */
record Announcement(String projection, int segment, List<UUID> applied, List<UUID> parked) {
    /** The compact form: published once per batch, read by every node. */
    byte[] bytes() {
        var name = projection.getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(10 + name.length + 16 * (applied.size() + parked.size()));
        buffer.putShort((short) name.length).put(name).putInt(segment).putInt(applied.size());
        applied.forEach(id -> buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        parked.forEach(id -> buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        return buffer.array();
    }

    /**
     * Reads the compact form.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Announcement parse(byte[] message) {
        try {
            var buffer = ByteBuffer.wrap(message);
            var name = new byte[buffer.getShort()];
            buffer.get(name);
            int segment = buffer.getInt();
            int count = buffer.getInt();
            var applied = ids(buffer, count);
            return new Announcement(
                    new String(name, StandardCharsets.UTF_8), segment, applied, ids(buffer, buffer.remaining() / 16));
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("Not an announcement", e);
        }
    }

    private static List<UUID> ids(ByteBuffer buffer, int count) {
        if (count < 0 || count > buffer.remaining() / 16) {
            throw new BufferUnderflowException();
        }
        List<UUID> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(new UUID(buffer.getLong(), buffer.getLong()));
        }
        return ids;
    }
}
