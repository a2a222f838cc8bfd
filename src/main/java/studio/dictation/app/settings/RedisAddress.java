package studio.dictation.app.settings;

import org.jspecify.annotations.Nullable;

/**
 * The Redis server that keeps the projections.
 *
 * @param host name or address
 * @param port TCP port
 * @param password what {@code AUTH} takes; null if the server asks for none
 */
public record RedisAddress(String host, int port, @Nullable Secret password) {}
