package studio.dictation.app.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.faults.Write.Outcome;

/**
 * Holds what clients did and saw against what the stores contain in the end, when nothing is under way any more.
 *
 * @param writes what clients did
 * @param reads  what clients saw
 * @param stored what the stores contain, in the order in which readers see it
 * @param grants names of events that lead to a grant, each to one
 * @param grant  name of the event that is the grant
 */
record HistoryChecker(List<Write> writes, List<Read> reads, List<Stored> stored, Set<String> grants, String grant) {
    /** Everything that is wrong; empty if nothing is. */
    List<Violation> violations() {
        var violations = new ArrayList<Violation>();
        countEvents(violations);
        followStreams(violations);
        countUses(violations);
        countGrants(violations);
        judgeAnswers(violations);
        judgeReads(violations);
        return violations;
    }

    private void countEvents(List<Violation> violations) {
        var events = stored.stream().filter(one -> one.mark() != null).collect(Collectors.groupingBy(HistoryChecker::identity));
        var known = new HashSet<String>();
        for (var write : writes) {
            var identity = identity(write.event(), write.mark());
            known.add(identity);
            var found = events.getOrDefault(identity, List.of());
            if (write.outcome().isAcknowledged() && found.size() != 1) {
                violations.add(violation("An acknowledged command is stored exactly once",
                        "stored %d times".formatted(found.size()), write, found));
            } else if (write.outcome() == Outcome.REFUSED && !found.isEmpty()) {
                violations.add(violation("A refused command is never stored", "stored", write, found));
            } else if (found.size() > 1) {
                violations.add(violation("An unacknowledged command is stored at most once",
                        "stored %d times".formatted(found.size()), write, found));
            }
        }
        events.forEach((identity, found) -> {
            if (!known.contains(identity)) {
                violations.add(new Violation("Nothing is stored that nobody asked for", identity, found));
            }
        });
    }

    private void followStreams(List<Violation> violations) {
        Map<String, Long> next = new HashMap<>();
        for (var one : stored) {
            long expected = next.getOrDefault(one.stream(), 0L);
            if (one.sequence() != expected) {
                violations.add(new Violation("A stream is read in order and without holes",
                        "number %d where %d was to come".formatted(one.sequence(), expected), List.of(one)));
            }
            next.put(one.stream(), one.sequence() + 1);
        }
    }

    private void countUses(List<Violation> violations) {
        stored.stream().filter(one -> one.once() != null)
                .collect(Collectors.groupingBy(one -> identity(one.event(), one.once())))
                .forEach((use, found) -> {
                    if (found.size() > 1) {
                        violations.add(new Violation("What can be used once is used once", use, found));
                    }
                });
    }

    private void countGrants(List<Violation> violations) {
        var causes = ofGrants(grants);
        var granted = ofGrants(Set.of(grant));
        causes.forEach((id, found) -> {
            int times = granted.getOrDefault(id, List.of()).size();
            if (found.size() != 1 || times != 1) {
                violations.add(new Violation("What is paid or redeemed is granted once",
                        "%d times, granted %d times".formatted(found.size(), times), joined(found, granted.get(id))));
            }
        });
        granted.forEach((id, found) -> {
            if (!causes.containsKey(id)) {
                violations.add(new Violation("Nothing is granted that was neither paid nor redeemed", id, found));
            }
        });
    }

    private Map<String, List<Stored>> ofGrants(Set<String> names) {
        return stored.stream().filter(one -> one.grant() != null && names.contains(one.event()))
                .collect(Collectors.groupingBy(one -> String.valueOf(one.grant())));
    }

    private void judgeAnswers(List<Violation> violations) {
        var law = "An answer is a success, a refusal that holds, or says that it can't be given now";
        for (var write : writes) {
            if (write.outcome() == Outcome.ABSURD) {
                violations.add(new Violation(law, String.valueOf(write.answer()), List.of(write)));
            }
        }
        for (var read : reads) {
            if (read.seen() instanceof Read.Absurd absurd) {
                violations.add(new Violation(law, absurd.answer(), List.of(read)));
            }
        }
    }

    private void judgeReads(List<Violation> violations) {
        Map<String, List<Write>> writesOf = new HashMap<>();
        writes.stream().sorted(Comparator.comparingLong(Write::ended))
                .forEach(write -> write.objects().forEach(object -> writesOf.computeIfAbsent(object, none -> new ArrayList<>()).add(write)));
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i).mark() != null) {
                places.putIfAbsent(identity(stored.get(i)), i);
            }
        }
        var shown = new HashMap<String, Shown>();
        writesOf.forEach((object, ofObject) -> shown.put(object, new Shown(ofObject, places)));
        for (var read : reads) {
            var problem = shown.getOrDefault(read.object(), Shown.NOTHING).problem(read);
            if (problem != null) {
                violations.add(problem);
            }
        }
    }

    /** What one object may show, at any time. */
    private static final class Shown {
        static final Shown NOTHING = new Shown(List.of(), Map.of());

        private final List<Write> byEnd;
        private final Map<String, Integer> places;
        private final Map<String, Write> byMark = new HashMap<>();
        /** Of the writes up to each, the one that stands last in the store among those that must be shown. */
        private final List<@Nullable Write> last = new ArrayList<>();
        private final List<Long> sums = new ArrayList<>();

        Shown(List<Write> byEnd, Map<String, Integer> places) {
            this.byEnd = byEnd;
            this.places = places;
            Write latest = null;
            long sum = 0;
            for (var write : byEnd) {
                byMark.put(write.mark(), write);
                if (write.outcome() == Outcome.SHOWN) {
                    latest = latest == null || place(write) > place(latest) ? write : latest;
                    sum += write.amount();
                }
                last.add(latest);
                sums.add(sum);
            }
        }

        @Nullable Violation problem(Read read) {
            return switch (read.seen()) {
                case Read.Absurd absurd -> null;
                case Read.Last one -> problem(read, one);
                case Read.All all -> problem(read, all);
                case Read.Sum sum -> problem(read, sum);
            };
        }

        private @Nullable Violation problem(Read read, Read.Last seen) {
            int before = endedBefore(read.begun());
            var own = before == 0 ? null : last.get(before - 1);
            var write = seen.mark() == null ? null : byMark.get(seen.mark());
            if (seen.mark() != null && !isPossible(write, read)) {
                return untrue(read, "shows what nobody had written: " + seen.mark());
            }
            if (own != null && (write == null || place(write) < place(own))) {
                return stale(read, List.of(own));
            }
            return null;
        }

        private @Nullable Violation problem(Read read, Read.All seen) {
            for (var mark : seen.marks()) {
                if (!isPossible(byMark.get(mark), read)) {
                    return untrue(read, "shows what nobody had written: " + mark);
                }
            }
            var missing = byEnd.subList(0, endedBefore(read.begun())).stream()
                    .filter(write -> write.outcome() == Outcome.SHOWN && !seen.marks().contains(write.mark()))
                    .toList();
            return missing.isEmpty() ? null : stale(read, missing);
        }

        private @Nullable Violation problem(Read read, Read.Sum seen) {
            int before = endedBefore(read.begun());
            long least = before == 0 ? 0 : sums.get(before - 1);
            if (seen.amount() < least) {
                return stale(read, byEnd.subList(Math.max(0, before - 3), before));
            }
            long most = byEnd.stream().filter(write -> write.begun() < read.ended() && write.outcome().mayBeDone())
                    .mapToLong(Write::amount).sum();
            return seen.amount() <= most ? null : untrue(read, "shows more than the %d that were written".formatted(most));
        }

        private static boolean isPossible(@Nullable Write write, Read read) {
            return write != null && write.begun() < read.ended() && write.outcome().mayBeDone();
        }

        /** How many writes had ended when a read began. */
        private int endedBefore(long instant) {
            int low = 0;
            int high = byEnd.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (byEnd.get(middle).ended() < instant) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private int place(Write write) {
            return places.getOrDefault(identity(write.event(), write.mark()), -1);
        }

        private static Violation stale(Read read, Collection<Write> missing) {
            return new Violation("Whoever got an answer sees their write in every later read",
                    "a read doesn't show it", joined(missing, List.of(read)));
        }

        private static Violation untrue(Read read, String what) {
            return new Violation("A read shows what was written", what, List.of(read));
        }
    }

    private static Violation violation(String law, String what, Write write, List<Stored> found) {
        return new Violation(law, what, joined(List.of(write), found));
    }

    private static List<Object> joined(Collection<?> some, @Nullable Collection<?> more) {
        var all = new ArrayList<Object>(some);
        if (more != null) {
            all.addAll(more);
        }
        return all;
    }

    private static String identity(Stored one) {
        return identity(one.event(), one.mark());
    }

    private static String identity(String event, @Nullable String mark) {
        return event + " " + mark;
    }
}
