package studio.dictation.app.commandbus;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the aggregates used lately. A stale entry does no harm: the event store refuses what is appended to it, and what
 * appends nothing is decided again ({@link DecidedFromMemory}).
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // the signatures are Axon's
public final class AggregateCache implements Cache {
    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries;

    /**
     * An empty one.
     *
     * @param most how many aggregates it keeps
     * @param idle for how long it keeps one that nobody uses
     */
    public AggregateCache(int most, Duration idle) {
        entries = Caffeine.newBuilder().maximumSize(most).expireAfterAccess(idle).build();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> @Nullable V get(K key) {
        if (!DecidedFromMemory.isAllowed()) {
            return null;
        }
        var remembered = (V) entries.getIfPresent(key);
        if (remembered != null) {
            DecidedFromMemory.happens();
        }
        return remembered;
    }

    @Override
    public void put(Object key, Object value) {
        entries.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T computeIfAbsent(Object key, Supplier<T> value) {
        return (T) entries.get(key, absent -> value.get());
    }

    @Override
    public boolean remove(Object key) {
        return entries.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.asMap().containsKey(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
        entries.asMap().computeIfPresent(key, (same, value) -> update.apply((V) value));
    }

    /** Nothing listens to this cache: Axon's repositories only get, put and remove. */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new IllegalArgumentException("This cache has no listeners");
    }
}
