package studio.dictation.app.security;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.ledger.Ledger;
import studio.dictation.app.ledger.LedgerVerifier;
import studio.dictation.app.ledger.RootsFile;
import studio.dictation.app.ledger.Seals;
import studio.dictation.app.ledger.TrustedKeys;
import studio.dictation.app.settings.BillingSettings;
import studio.dictation.app.settings.Ed25519;
import studio.dictation.app.settings.ExternalLogins;
import studio.dictation.app.settings.JwtSecret;
import studio.dictation.app.settings.LedgerSettings;
import studio.dictation.app.settings.Limits;
import studio.dictation.app.settings.NodeRole;
import studio.dictation.app.settings.ObservationSettings;
import studio.dictation.app.settings.Rate;
import studio.dictation.app.settings.Secret;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.settings.StripeSettings;
import studio.dictation.app.settings.TranscriptSettings;
import studio.dictation.app.settings.TrustedProxies;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.ParkedLearners;
import studio.dictation.app.web.Visibility;
import studio.dictation.app.web.audit.ProvenLines;
import studio.dictation.command.billing.DisputePolicy;
import studio.dictation.command.billing.RefundPolicy;
import studio.dictation.command.billing.TakeBackPolicies;
import studio.dictation.command.identity.ChangeProfile;
import studio.dictation.command.progress.SaveProgress;
import studio.dictation.command.session.RevokeSession;
import studio.dictation.eventstore.EventReader;
import studio.dictation.eventstore.LedgerReader;
import studio.dictation.query.audit.FindOwner;
import studio.dictation.query.audit.GetHistory;
import studio.dictation.query.audit.HistoryEntryView;
import studio.dictation.query.audit.HistoryPage;
import studio.dictation.query.audit.OwnerView;
import studio.dictation.query.audit.PlanStateView;
import studio.dictation.query.catalog.GetChannelList;
import studio.dictation.query.catalog.GetTranscript;
import studio.dictation.query.catalog.GetVideo;
import studio.dictation.query.catalog.ListedVideo;
import studio.dictation.query.catalog.TaggedAnswer;
import studio.dictation.query.catalog.TranscriptView;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.identity.AccountsView;
import studio.dictation.query.identity.FindAccounts;
import studio.dictation.query.identity.GetAccount;
import studio.dictation.query.identity.ListedAccountView;
import studio.dictation.query.membership.PlanView;
import studio.dictation.query.progress.DurationsView;
import studio.dictation.query.progress.GetDurations;
import studio.dictation.query.redis.ProjectionUnavailable;
import studio.dictation.query.session.IsRevoked;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that stands between a client and the buses, on a real port, with answers of our own behind the buses. Channel
 * ids make them fail: {@code boom}, {@code outage} and {@code conflict}.
 */
@EnableAutoConfiguration
@ComponentScan({"studio.dictation.app.web", "studio.dictation.app.security"})
final class EdgeService {
    static final String LEARNER = "ann@example.org";
    static final String ADMIN = "root@example.org";
    static final String STRANGER = "nobody@example.org";
    static final String OUT_OF_REACH = "lost@example.org";
    static final String SECRET = "a secret of more than thirty-two bytes";
    static final String PRIVATE_TEXT = "jdbc:postgresql://secret-host";
    static final BlockingQueue<CommandMessage<?>> SENT = new LinkedBlockingQueue<>();
    static final BlockingQueue<Visibility.Result> WAITS = new LinkedBlockingQueue<>();

    /** Families of tokens that cannot be taken back. */
    static final Set<String> FAILING = ConcurrentHashMap.newKeySet();

    private static final Rate OFTEN = new Rate(1_000, Duration.ofSeconds(1));
    private static final Limits UNLIMITED = new Limits(OFTEN, OFTEN, OFTEN, OFTEN, OFTEN, OFTEN);
    private static final Set<String> REVOKED = ConcurrentHashMap.newKeySet();
    private static final ConfigurableApplicationContext CONTEXT = start();

    private EdgeService() {}

    static Http http() {
        return new Http(URI.create(
                "http://127.0.0.1:" + CONTEXT.getEnvironment().getRequiredProperty("local.server.port")), null);
    }

    static Http as(String email) {
        return http().as(token(email, Tokens.ACCESS_HEADER, Instant.now(), SECRET));
    }

    static String token(String email, String header, Instant at, String secret) {
        return Objects.requireNonNull(new Tokens(new JwtSecret(new Secret(secret)), Clock.fixed(at, ZoneOffset.UTC))
                .issue(email, 0)
                .getFirst(header));
    }

    /** The answer is a problem, with all that belongs to one. */
    static void problem(Answer answer, int status, String code, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.at("detail")).isEqualTo(error);
        assertThat(answer.at("code")).isEqualTo(code);
        assertThat(answer.at("type")).isEqualTo("urn:dictation-studio:problem:" + code);
        assertThat(answer.node("status").asInt()).isEqualTo(status);
        assertThat(answer.at("title")).isNotEmpty();
    }

    static RequestMappingHandlerMapping routes() {
        return CONTEXT.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(EdgeService.class)
                .web(WebApplicationType.SERVLET)
                .initializers((ApplicationContextInitializer<GenericApplicationContext>) EdgeService::beans)
                .run("--server.port=0", "--server.address=127.0.0.1",
                        "--management.endpoint.health.validate-group-membership=false",
                        "--spring.autoconfigure.exclude=" + stores());
    }

    private static String stores() {
        return ImportCandidates.load(AutoConfiguration.class, EdgeService.class.getClassLoader()).getCandidates().stream()
                .filter(name -> name.startsWith("org.axonframework") || name.contains(".jdbc.")
                        || name.contains(".redis.") || name.contains(".flyway."))
                .reduce((one, other) -> one + "," + other)
                .orElse("");
    }

    private static void beans(GenericApplicationContext context) {
        context.registerBean(Settings.class, () -> new Settings(0, Path.of("target"),
                Path.of(System.getProperty("java.io.tmpdir")), null, null, null,
                new LedgerSettings(null, List.of(), Duration.ofSeconds(1), Path.of("target", "ledger-roots.jsonl")), null, null,
                new ExternalLogins(null, URI.create("http://127.0.0.1:9/none"), null, null, false),
                List.of("https://app.example.org"), NodeRole.ALL, null, 1, Duration.ofHours(1), Duration.ofMillis(50),
                new TranscriptSettings(URI.create("http://127.0.0.1:9"), "/no/yt-dlp", Duration.ofSeconds(1), Duration.ZERO),
                new StripeSettings(null, URI.create("http://127.0.0.1:9"), Duration.ofSeconds(1), null, null, Map.of(), "usd", Map.of(),
                        Duration.ZERO),
                new BillingSettings(
                        List.of(), new TakeBackPolicies(RefundPolicy.FULL, DisputePolicy.SUSPEND), Duration.ofDays(90),
                        Duration.ZERO),
                TrustedProxies.NONE, UNLIMITED, ObservationSettings.NONE));
        context.registerBean(JwtSecret.class, () -> new JwtSecret(new Secret(SECRET)));
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(Ledger.class, EdgeService::ledger);
        context.registerBean(ProvenLines.class, () -> (account, from, until, body) -> {});
        context.registerBean(AdminPresence.class, () -> () -> true);
        context.registerBean(ParkedLearners.class, () -> account -> false);
        context.registerBean(Visibility.class, () -> (expectations, atMost) -> Objects.requireNonNullElse(
                WAITS.poll(), Visibility.Result.VISIBLE));
        context.registerBean(CommandGateway.class, () -> commands(context.getBean(CommandMetadata.class)));
        context.registerBean(QueryGateway.class, EdgeService::queries);
    }

    private static Ledger ledger() {
        var nowhere = new PGSimpleDataSource();
        return new Ledger(new LedgerVerifier(new LedgerReader(nowhere), new EventReader(nowhere), new Seals(JdbcClient.create(nowhere)),
                new RootsFile(Path.of("target", "ledger-roots.jsonl")), new TrustedKeys(List.of())),
                Ed25519.generate().getPublic(), List.of());
    }

    private static CommandGateway commands(MessageDispatchInterceptor<CommandMessage<?>> metadata) {
        var bus = SimpleCommandBus.builder().build();
        bus.subscribe(SaveProgress.class.getName(), command -> carryOut(command));
        bus.subscribe(RevokeSession.class.getName(), command -> carryOut(command));
        bus.subscribe(ChangeProfile.class.getName(), command -> carryOut(command));
        var gateway = DefaultCommandGateway.builder().commandBus(bus).build();
        gateway.registerDispatchInterceptor(metadata);
        return gateway;
    }

    private static Object carryOut(Message<?> command) {
        if (command.getPayload() instanceof SaveProgress save && save.video().channelId().equals("conflict")) {
            throw new ConcurrencyException(PRIVATE_TEXT);
        }
        if (command.getPayload() instanceof RevokeSession revoke) {
            if (FAILING.contains(revoke.family())) {
                throw new ConcurrencyException(PRIVATE_TEXT);
            }
            REVOKED.add(revoke.family());
        }
        SENT.add((CommandMessage<?>) command);
        return new GenericCommandResultMessage<>("done", Map.of(Commands.EXPECTATIONS, "e1,e2"));
    }

    private static QueryGateway queries() {
        var bus = SimpleQueryBus.builder().build();
        new AnnotationQueryHandlerAdapter<>(new Reads()).subscribe(bus);
        return DefaultQueryGateway.builder().queryBus(bus).build();
    }

    private static AccountView account(String email) {
        var id = UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8));
        var role = email.equals(ADMIN) ? "Admin" : "User";
        return new AccountView(id, email, "Somebody", "", "en", role, PlanView.FREE, Map.of(), Map.of(), 1, 1, 0);
    }

    /** Stands in for the read side. */
    static final class Reads {
        @QueryHandler
        Boolean handle(IsRevoked query) {
            return REVOKED.contains(query.tokenId()) || REVOKED.contains(String.valueOf(query.family()));
        }

        @QueryHandler
        Optional<AccountView> handle(GetAccount query) {
            if (query.email().equals(OUT_OF_REACH)) {
                throw new ProjectionUnavailable("learners", PRIVATE_TEXT);
            }
            return Optional.of(query.email()).filter(email -> !email.equals(STRANGER)).map(EdgeService::account);
        }

        /** A page longer than any buffer, and no other. */
        @QueryHandler
        AccountsView handle(FindAccounts query) {
            if (query.after() != null) {
                throw new ProjectionUnavailable("learners", PRIVATE_TEXT);
            }
            return new AccountsView(
                    Collections.nCopies(500, new ListedAccountView(account(LEARNER), Map.of(), null, null, null)), LEARNER);
        }

        @QueryHandler
        OwnerView handle(FindOwner query) {
            return new OwnerView(account(query.email()).accountId());
        }

        /** A page longer than any buffer, and no other. */
        @QueryHandler
        HistoryPage handle(GetHistory query) {
            if (query.cursor() != null) {
                throw new ProjectionUnavailable("learners", PRIVATE_TEXT);
            }
            var plan = new PlanStateView("Free", null);
            var entry = new HistoryEntryView("1:1:1:" + query.accountId(), "checkout:cs_1", 0, "event", "billing.CheckoutStarted", 1,
                    "then", null, "then", null, null, null, null, null, null, null, null, null, null, null, null, null, null, plan,
                    plan, "hash".repeat(16));
            return new HistoryPage(Collections.nCopies(query.most(), entry), "1:1:1:" + query.accountId(), "end", plan);
        }

        @QueryHandler
        Optional<TranscriptView> handle(GetTranscript query) {
            return switch (query.channelId()) {
                case "boom" -> throw new IllegalStateException(PRIVATE_TEXT);
                case "outage" -> throw new ProjectionUnavailable("catalog", PRIVATE_TEXT);
                default -> Optional.empty();
            };
        }

        @QueryHandler
        ListedVideo handle(GetVideo query) {
            return new ListedVideo(query.channelId(), query.videoId(), 1, "Channel", "Title", "https://youtu.be/x", true);
        }

        @QueryHandler
        DurationsView handle(GetDurations query) {
            return new DurationsView(0, Map.of(), Map.of(), Map.of());
        }

        @QueryHandler
        TaggedAnswer handle(GetChannelList query) {
            return new TaggedAnswer("tag", "[{\"id\":\"c1\",\"name\":\"seen by %s\"}]"
                    .formatted(query.channels().seesAll() ? "an admin" : "anybody"));
        }
    }
}
