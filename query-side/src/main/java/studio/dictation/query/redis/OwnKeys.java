package studio.dictation.query.redis;

import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the events of one learner make of the keys that are theirs alone, in memory. What is shared with others, such as daily figures,
 * is left out.
 */
public final class OwnKeys {
    private final UUID account;
    private final String email;
    private final Map<String, Map<String, byte[]>> hashes = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> ranked = new LinkedHashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();

    /** Nothing yet. */
    public OwnKeys(UUID account, String email) {
        this.account = account;
        this.email = email;
    }

    /** Gives changes what they build on. */
    public void load(PendingChanges changes, Names names) {
        names.learn(Map.of(account, email));
        changes.forEachNeeded(names, (key, work) -> {
            var stored = hashes.getOrDefault(key, Map.of());
            work.storedBytes(field -> stored.get(field.redisName()));
        });
    }

    /** Takes over what applied changes make of it. */
    public void take(PendingChanges changes, Names names) {
        changes.forEachOwn(account, names, this::changed, this::shared);
    }

    /** How many keys there are. */
    public int count() {
        return hashes.size() + ranked.size();
    }

    String index() {
        return Key.progressIndex(email).prefix();
    }

    /** The key of a dictation that the index names. */
    String dictation(String member) {
        return email + ":" + member;
    }

    /** Sends what replaces all that stood there; between {@code MULTI} and {@code EXEC}. */
    @SuppressWarnings("FutureReturnValueIgnored") // the replies are checked together, in the answer to EXEC
    void write(RedisAsyncCommands<String, byte[]> redis, Collection<String> before) {
        Set<String> all = new LinkedHashSet<>(touched);
        all.add(Key.user(email).prefix());
        all.add(index());
        all.addAll(before);
        redis.del(all.toArray(String[]::new));
        hashes.forEach(redis::hset);
        ranked.forEach((key, members) -> redis.zadd(key, scored(members)));
    }

    private void changed(String key, HashWork.Content content) {
        touched.add(key);
        if (content.replaced()) {
            hashes.remove(key);
        }
        var hash = hashes.computeIfAbsent(key, absent -> new HashMap<>());
        content.changed().forEach((field, value) -> {
            if (value == null) {
                hash.remove(field.redisName());
            } else {
                hash.put(field.redisName(), value);
            }
        });
        if (hash.isEmpty()) {
            hashes.remove(key);
        }
    }

    private void shared(String key, String member, double score, boolean there) {
        touched.add(key);
        var members = ranked.computeIfAbsent(key, absent -> new HashMap<>());
        if (there) {
            members.put(member, score);
        } else {
            members.remove(member);
        }
        if (members.isEmpty()) {
            ranked.remove(key);
        }
    }

    @SuppressWarnings("unchecked")
    private static ScoredValue<byte[]>[] scored(Map<String, Double> members) {
        List<ScoredValue<byte[]>> values = members.entrySet().stream()
                .map(member -> ScoredValue.just(member.getValue(), member.getKey().getBytes(StandardCharsets.UTF_8)))
                .toList();
        return values.toArray(ScoredValue[]::new);
    }
}
