package studio.dictation.app.settings;

/**
 * Where both stores are, embedded or external. The bean of this type blocks its first user until embedded stores answer.
 *
 * @param postgres the event store's database
 * @param redis the projections' server
 */
public record StoreAddresses(PostgresAddress postgres, RedisAddress redis) {}
