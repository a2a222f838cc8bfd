package studio.dictation.query;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Test;
import studio.dictation.events.billing.BillingEvent;
import studio.dictation.events.catalog.CatalogEvent;
import studio.dictation.events.catalog.VideoRemoved;
import studio.dictation.events.feedback.FeedbackAnswered;
import studio.dictation.events.feedback.FeedbackGiven;
import studio.dictation.events.feedback.ImageAttached;
import studio.dictation.events.identity.IdentityEvent;
import studio.dictation.events.membership.MembershipEvent;
import studio.dictation.events.progress.ProgressEvent;
import studio.dictation.events.recommendation.RecommendationEvent;
import studio.dictation.events.report.ReportEvent;
import studio.dictation.events.session.SessionEvent;
import studio.dictation.events.vocabulary.VocabularyEvent;
import studio.dictation.eventstore.EventNames;
import studio.dictation.eventstore.EventType;
import studio.dictation.query.engine.Projection;

import static org.assertj.core.api.Assertions.assertThat;

class ProjectionsTest {
    private static final Map<Projection, List<Class<?>>> SHOWN = Map.of(
            Projections.LEARNERS, List.of(IdentityEvent.class, MembershipEvent.class, ProgressEvent.class, VocabularyEvent.class,
                    RecommendationEvent.class, VideoRemoved.class, FeedbackGiven.class, FeedbackAnswered.class, ReportEvent.class),
            Projections.CATALOG, List.of(CatalogEvent.class, ImageAttached.class),
            Projections.SESSIONS, List.of(SessionEvent.class));

    /** What money did is told by the plans it gave; the rest is read in the event store. */
    private static final List<Class<?>> NOT_SHOWN = List.of(BillingEvent.class);

    @Test
    void showEveryEventOfTheirsAndNoOther() {
        assertThat(SHOWN.keySet()).containsExactlyInAnyOrderElementsOf(Projections.ALL);
        SHOWN.forEach((projection, families) -> assertThat(handled(projection))
                .containsExactlyInAnyOrderElementsOf(kinds(families.stream())));
    }

    @Test
    void showEveryEventButTheseThatNobodyLooksFor() {
        assertThat(EventNames.published().all()).<Class<?>>map(EventType::javaType).containsExactlyInAnyOrderElementsOf(
                kinds(Stream.concat(SHOWN.values().stream().flatMap(List::stream), NOT_SHOWN.stream())));
    }

    @Test
    void haveADatabaseAndANameOfTheirOwn() {
        assertThat(Projections.ALL).extracting(Projection::database).containsExactly(0, 1, 2);
        assertThat(Projections.ALL).extracting(Projection::name).doesNotHaveDuplicates();
    }

    private static Set<Class<?>> kinds(Stream<Class<?>> families) {
        return families
                .flatMap(family -> family.isSealed() ? Arrays.stream(family.getPermittedSubclasses()) : Stream.of(family))
                .collect(Collectors.toSet());
    }

    /** What the handlers take. Making them needs no changes yet: they only keep what they are given. */
    private static Set<Class<?>> handled(Projection projection) {
        return projection.handlers().apply(null).stream()
                .flatMap(handler -> handlerMethods(handler.getClass()))
                .map(method -> method.getParameterTypes()[0])
                .collect(Collectors.toSet());
    }

    private static Stream<Method> handlerMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(EventHandler.class));
    }
}
