package studio.dictation.app.settings;

/**
 * Where Axon Server is.
 *
 * @param servers {@code host:port} of one or more nodes of one cluster, comma-separated
 */
public record AxonServerAddress(String servers) {}
