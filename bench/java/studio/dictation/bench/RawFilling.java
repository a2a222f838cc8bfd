package studio.dictation.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import studio.dictation.app.settings.StoreAddresses;
import studio.dictation.query.redis.RedisDatabases;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The least that any filling from zero has to do: read every event, parse it, and write a hash for it. */
final class RawFilling {
    private static final int DATABASE = 12;
    private static final int BATCH = 1_000;

    private final StoreAddresses stores;
    private final RedisDatabases redis;
    private final DataSource postgres;

    RawFilling(StoreAddresses stores, RedisDatabases redis, DataSource postgres) {
        this.stores = stores;
        this.redis = redis;
        this.postgres = postgres;
    }

    /** Events per second, of all there are. */
    double perSecond() throws SQLException {
        var json = JsonMapper.builder().build().readerFor(JsonNode.class);
        var address = stores.redis();
        var uri = RedisURI.builder().withHost(address.host()).withPort(address.port()).withDatabase(DATABASE);
        var password = address.password();
        if (password != null) {
            uri.withPassword(password.value().toCharArray());
        }
        long events = 0;
        long begin = System.nanoTime();
        try (var client = RedisClient.create(uri.build());
                var connection = client.connect(StringCodec.UTF8);
                var reading = postgres.getConnection()) {
            connection.setAutoFlushCommands(false);
            reading.setAutoCommit(false);
            try (var statement = reading.prepareStatement(
                    "SELECT payload, stream_id FROM event ORDER BY generation, xid, sequence")) {
                statement.setFetchSize(BATCH);
                try (var rows = statement.executeQuery()) {
                    List<RedisFuture<?>> sent = new ArrayList<>(BATCH);
                    while (rows.next()) {
                        events++;
                        JsonNode event = json.readValue(rows.getBytes(1));
                        sent.add(connection
                                .async()
                                .hset(rows.getString(2), Map.of(
                                        "currentTime", event.path("currentTime").asString(""),
                                        "overallCompletion",
                                                event.path("overallCompletion").asString(""),
                                        "userInput", event.path("changedLines").toString())));
                        if (sent.size() == BATCH) {
                            await(connection::flushCommands, sent);
                        }
                    }
                    await(connection::flushCommands, sent);
                }
            }
            reading.commit();
            reading.setAutoCommit(true);
        }
        double rate = events * 1e9 / (System.nanoTime() - begin);
        try (var connection = redis.factory(DATABASE).getConnection()) {
            connection.serverCommands().flushDb();
        }
        return rate;
    }

    private static void await(Runnable flush, List<RedisFuture<?>> sent) {
        flush.run();
        sent.forEach(reply -> reply.toCompletableFuture().join());
        sent.clear();
    }
}
