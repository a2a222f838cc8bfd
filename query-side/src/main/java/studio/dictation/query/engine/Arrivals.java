package studio.dictation.query.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets callers wait until the events they caused are visible. Woken by announcements; nobody polls a store. */
public final class Arrivals {
    private static final int REMEMBERED = 1 << 16;

    private final Map<Expected, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private final Map<Expected, Result> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Expected, Result> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What became of the events, in the order from best to worst. */
    public enum Result {
        /** All of them are visible. */
        VISIBLE,
        /** At least one had not arrived in time. */
        PENDING,
        /** At least one waits as a dead letter. */
        PARKED
    }

    /** Waits until all the events have arrived, at most as long as given. */
    public Result await(Collection<Expected> expected, Duration atMost) {
        Map<Expected, Waiter> arrivals = new HashMap<>();
        synchronized (recent) {
            for (var one : Set.copyOf(expected)) {
                var arrived = recent.get(one);
                var waiter = new Waiter();
                arrivals.put(one, waiter);
                if (arrived != null) {
                    waiter.arrival.complete(arrived);
                } else {
                    waiting.computeIfAbsent(one, none -> ConcurrentHashMap.newKeySet()).add(waiter);
                }
            }
        }
        try {
            CompletableFuture.allOf(arrivals.values().stream()
                            .map(waiter -> waiter.arrival)
                            .toArray(CompletableFuture[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return arrivals.values().stream().map(waiter -> waiter.arrival.join()).anyMatch(Result.PARKED::equals)
                    ? Result.PARKED
                    : Result.VISIBLE;
        } catch (TimeoutException late) {
            return Result.PENDING;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.PENDING;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            arrivals.forEach((one, waiter) -> waiting.computeIfPresent(one, (same, waiters) -> {
                waiters.remove(waiter);
                return waiters.isEmpty() ? null : waiters;
            }));
        }
    }

    /** Tells that a batch was written. */
    void announced(Announcement announcement) {
        synchronized (recent) {
            announcement.applied().forEach(id -> arrived(announcement, id, Result.VISIBLE));
            announcement.parked().forEach(id -> arrived(announcement, id, Result.PARKED));
        }
    }

    /** Tells what became of an event, whoever found out. */
    void found(Expected expected, Result result) {
        synchronized (recent) {
            arrived(expected, result);
        }
    }

    /** What is being waited for. */
    Set<Expected> waitedFor() {
        return Set.copyOf(waiting.keySet());
    }

    private void arrived(Announcement announcement, UUID event, Result result) {
        arrived(new Expected(announcement.projection(), announcement.segment(), event), result);
        arrived(new Expected(announcement.projection(), Expected.ONE, event), result);
    }

    private void arrived(Expected expected, Result result) {
        recent.put(expected, result);
        waiting.getOrDefault(expected, Set.of()).forEach(waiter -> waiter.arrival.complete(result));
    }

    /** One caller's wait for one event. Equal to itself alone: many may wait for the same event. */
    private static final class Waiter {
        private final CompletableFuture<Result> arrival = new CompletableFuture<>();
    }
}
