package studio.dictation.app;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Conditional;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may know whom. Tests and benchmarks are exempt. */
class HouseRulesTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(HouseRulesTest::isProduct)
            .importPackages("studio.dictation");

    private static final String JDK = "java..";
    private static final String NULLNESS = "org.jspecify..";
    private static final String AXON = "org.axonframework..";
    private static final String EVENTS = "studio.dictation.events..";
    private static final String RULES = "studio.dictation.rules..";
    private static final String EVENT_STORE = "studio.dictation.eventstore..";
    private static final String COMMAND = "studio.dictation.command..";
    private static final String KERNEL = "studio.dictation.command.kernel..";
    private static final String QUERY = "studio.dictation.query..";
    private static final String REDIS = "studio.dictation.query.redis..";
    private static final String ENGINE = "studio.dictation.query.engine..";
    private static final String APP = "studio.dictation.app..";
    private static final String CONFIG = "studio.dictation.app.config..";
    private static final String WEB = "studio.dictation.app.web..";
    private static final String LETTUCE = "io.lettuce..";
    private static final String SPRING_REDIS = "org.springframework.data.redis..";

    private static final DescribedPredicate<JavaClass> QUERY_FEATURE =
            resideInAPackage("studio.dictation.query.*..").and(not(resideInAnyPackage(REDIS, ENGINE)));

    private static final Set<String> NOT_REPEATABLE = Set.of(
            "java.lang.Math.random()",
            "java.lang.System.currentTimeMillis()",
            "java.lang.System.out",
            "java.time.Clock.systemDefaultZone()",
            "java.time.Clock.systemUTC()",
            "java.time.Instant.now()",
            "java.time.LocalDate.now()",
            "java.time.LocalDateTime.now()",
            "java.time.OffsetDateTime.now()",
            "java.time.ZonedDateTime.now()",
            "java.util.Date.<init>()",
            "java.util.Random.<init>()");

    @Test
    void everyRoomIsLookedAtAndNoTest() {
        var rooms = HOUSE.stream()
                .map(type -> type.getPackageName().split("\\.", 4)[2])
                .collect(Collectors.toSet());
        assertThat(rooms).containsExactlyInAnyOrder("events", "rules", "eventstore", "command", "query", "app");
        assertThat(HOUSE.stream().map(JavaClass::getSimpleName)).noneMatch(name -> name.matches(".*(Test|IT|E2E)"));
    }

    @Test
    void eventsAreMadeOfTheJdkAlone() {
        classes().that().resideInAPackage(EVENTS)
                .should().onlyDependOnClassesThat(
                        resideInAnyPackage(JDK, NULLNESS, EVENTS).or(equivalentTo(Revision.class)))
                .check(HOUSE);
    }

    @Test
    void rulesAreMadeOfTheJdkAlone() {
        classes().that().resideInAPackage(RULES)
                .should().onlyDependOnClassesThat().resideInAnyPackage(JDK, NULLNESS, RULES)
                .check(HOUSE);
    }

    @Test
    void whatDecidesKnowsEventsRulesAndAxon() {
        classes().that().resideInAPackage(COMMAND)
                .should().onlyDependOnClassesThat().resideInAnyPackage(JDK, NULLNESS, AXON, EVENTS, RULES, COMMAND)
                .check(HOUSE);
    }

    @Test
    void whatDecidesReachesNoDatabaseAndNoNetwork() {
        noClasses().that().resideInAPackage(COMMAND)
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "java.net.http..", "java.nio.file..")
                .check(HOUSE);
    }

    @Test
    void featuresThatDecideShareTheKernelOnly() {
        slices().matching("studio.dictation.command.(*)..")
                .should().notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage(KERNEL))
                .check(HOUSE);
    }

    @Test
    void featuresThatRememberShareTheRoomsOfRedisAndTheEngine() {
        slices().matching("studio.dictation.query.(*)..")
                .should().notDependOnEachOther()
                .ignoreDependency(resideInAnyPackage(ENGINE).or(QUERY_FEATURE), resideInAPackage(REDIS))
                // The contract shows plan, missed words and, to administrators, the dictations inside of the account.
                .ignoreDependency(
                        resideInAPackage("studio.dictation.query.identity"),
                        resideInAnyPackage("studio.dictation.query.membership", "studio.dictation.query.progress",
                                "studio.dictation.query.vocabulary"))
                .check(HOUSE);
    }

    @Test
    void featuresThatRememberKnowNeitherDriversNorPositionsNorWhoDecides() {
        noClasses().that(QUERY_FEATURE)
                .should().dependOnClassesThat().resideInAnyPackage(
                        "org.springframework..", LETTUCE, "java.sql..", ENGINE, COMMAND, APP)
                .check(HOUSE);
    }

    @Test
    void ofTheFeaturesThatRememberTheAuditAloneReadsTheEventStore() {
        noClasses().that(QUERY_FEATURE).and().resideOutsideOfPackage("studio.dictation.query.audit")
                .should().dependOnClassesThat().resideInAPackage(EVENT_STORE)
                .check(HOUSE);
    }

    @Test
    void oneRoomKnowsTheDriverOfRedis() {
        noClasses().that().resideOutsideOfPackage(REDIS)
                .should().dependOnClassesThat().resideInAPackage(LETTUCE)
                .check(HOUSE);
    }

    @Test
    void oneRoomKnowsSpringsRedisAndOneClassChecksTheServerWithIt() {
        noClasses().that().resideOutsideOfPackage(REDIS)
                // Checks version and settings before the first projection runs.
                .and().doNotHaveFullyQualifiedName("studio.dictation.app.config.RedisRequirements")
                .and().doNotHaveFullyQualifiedName("studio.dictation.app.config.ProjectionConfig")
                .should().dependOnClassesThat().resideInAPackage(SPRING_REDIS)
                .check(HOUSE);
    }

    @Test
    void aggregatesAreKnownToTheirFeatureAndTheWiring() {
        classes().that().areAnnotatedWith(AggregateRoot.class)
                .should().onlyHaveDependentClassesThat().resideInAnyPackage(COMMAND, CONFIG)
                .check(HOUSE);
    }

    @Test
    void projectionsAreKnownToWhoListsThem() {
        classes().that(QUERY_FEATURE.and(simpleNameEndingWith("Projection")))
                .should().onlyHaveDependentClassesThat().resideInAPackage(QUERY)
                .check(HOUSE);
    }

    @Test
    void httpKnowsMessagesOnly() {
        noClasses().that().resideInAPackage(WEB)
                .should().dependOnClassesThat(
                        resideInAnyPackage(REDIS, ENGINE, EVENT_STORE, LETTUCE, SPRING_REDIS, CONFIG)
                                // What tells that reads are out of reach is an answer like a view.
                                .and(not(simpleNameEndingWith("ProjectionUnavailable"))))
                .check(HOUSE);
    }

    @Test
    void onlyTheMappingOfFailuresKnowsThatReadsCanBeOutOfReach() {
        noClasses().that().resideInAPackage(APP)
                .and().doNotHaveFullyQualifiedName("studio.dictation.app.web.Failures")
                .should().dependOnClassesThat(simpleNameEndingWith("ProjectionUnavailable"))
                .check(HOUSE);
    }

    @Test
    void timeAndChanceComeFromTheWiring() {
        noClasses().that().resideOutsideOfPackage(CONFIG)
                // Axon makes it itself, so nothing can be injected; the time only keeps new ids together in their index.
                .and().doNotHaveFullyQualifiedName("studio.dictation.eventstore.TimeOrderedIds")
                .should().accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("gives another answer each time") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        return NOT_REPEATABLE.contains(access.getTarget().getFullName());
                    }
                })
                .check(HOUSE);
    }

    @Test
    void noPackageNeedsOneThatNeedsIt() {
        slices().matching("studio.dictation.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlyTracesAndAxonServerAreWiredOnACondition() {
        var conditional = HOUSE.stream()
                .filter(type -> type.isMetaAnnotatedWith(Conditional.class)
                        || type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Conditional.class)))
                .map(JavaClass::getSimpleName)
                .toList();

        assertThat(conditional).as("PreparedWiring knows of no others").containsExactlyInAnyOrder("TracingConfig", "AxonServerConfig");
    }

    private static boolean isProduct(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
}
