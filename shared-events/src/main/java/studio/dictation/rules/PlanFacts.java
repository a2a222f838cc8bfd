package studio.dictation.rules;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All that is known of a membership. Immutable; in which order it became known is of no matter.
 *
 * @param grants        days given
 * @param amendments    id of a grant, which may not be known yet → its days that count, in place of those given
 * @param settings      plans set
 * @param subscriptions id of a subscription → as it was when somebody looked last
 */
public record PlanFacts(
        List<Grant> grants,
        Map<UUID, Integer> amendments,
        List<PlanSetting> settings,
        Map<String, Subscription> subscriptions) {
    /** Of somebody who was never given anything. */
    public static final PlanFacts NONE = new PlanFacts(List.of(), Map.of(), List.of(), Map.of());

    public PlanFacts {
        grants = List.copyOf(grants);
        amendments = Map.copyOf(amendments);
        settings = List.copyOf(settings);
        subscriptions = Map.copyOf(subscriptions);
    }

    /** With one more grant; the same one again changes nothing. */
    public PlanFacts with(Grant grant) {
        return grant(grant.id()).isPresent() ? this : new PlanFacts(added(grants, grant), amendments, settings, subscriptions);
    }

    /** With one more setting; the same one again changes nothing. */
    public PlanFacts with(PlanSetting setting) {
        return settings.stream().anyMatch(known -> known.id().equals(setting.id()))
                ? this
                : new PlanFacts(grants, amendments, added(settings, setting), subscriptions);
    }

    /** With a subscription as somebody saw it; what was seen before that changes nothing. */
    public PlanFacts with(Subscription subscription) {
        var known = subscriptions.get(subscription.id());
        if (known != null && subscription.asOf().isBefore(known.asOf())) {
            return this;
        }
        var seen = new HashMap<>(subscriptions);
        seen.put(subscription.id(), subscription);
        return new PlanFacts(grants, amendments, settings, seen);
    }

    /** With so many days of a grant counting from here on, whether it is known already or not. */
    public PlanFacts amended(UUID grantId, int daysThatCount) {
        var amended = new HashMap<>(amendments);
        amended.put(grantId, daysThatCount);
        return new PlanFacts(grants, amended, settings, subscriptions);
    }

    /** The grant of that id, as it was given. */
    public Optional<Grant> grant(UUID id) {
        return grants.stream().filter(grant -> grant.id().equals(id)).findAny();
    }

    /** How many days of a grant count; nothing if neither it nor an amendment is known. */
    public Optional<Integer> daysCounting(UUID grantId) {
        return Optional.ofNullable(amendments.get(grantId)).or(() -> grant(grantId).map(Grant::days));
    }

    Grant counting(Grant grant) {
        return grant.counting(amendments.getOrDefault(grant.id(), grant.days()));
    }

    /** How long a subscription stands for the plan: while its last payment counts. */
    Optional<Instant> paidUntil(Subscription subscription) {
        return grants.stream()
                .filter(grant -> subscription.id().equals(grant.subscriptionId()))
                .max(Comparator.naturalOrder())
                .map(this::counting)
                .filter(last -> last.days() > 0 && settings.stream().noneMatch(set -> last.atTheLatest().isBefore(set.setAt())))
                .map(subscription::entitledUntil);
    }

    private static <T> List<T> added(Collection<T> some, T another) {
        return Stream.concat(some.stream(), Stream.of(another)).toList();
    }
}
