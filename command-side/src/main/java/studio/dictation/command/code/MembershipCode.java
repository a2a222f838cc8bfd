package studio.dictation.command.code;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import studio.dictation.events.code.CodeIssued;
import studio.dictation.events.code.CodeRedeemed;
import studio.dictation.rules.CodeText;
import studio.dictation.rules.PlanLevel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Protects: a code is redeemed once, within an hour, by who knows all of it. */
@AggregateRoot(type = MembershipCode.TYPE)
@Revision("1")
public class MembershipCode {
    static final String TYPE = "code";

    private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{16}");

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String id;
    private @Nullable CodeText text;
    private int days;
    private Instant expiresAt = Instant.EPOCH;
    private boolean isRedeemed;

    MembershipCode() {}

    static boolean isRandom(String random) {
        return RANDOM.matcher(random).matches();
    }

    static String streamId(String random) {
        if (!isRandom(random)) {
            throw new CodeGone();
        }
        return TYPE + ":" + random;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CodeText decide(IssueCode command, Clock clock) {
        if (text != null) {
            return text; // the same code again
        }
        var now = clock.instant();
        var timestamp = CodeText.timestamp(now);
        apply(new CodeIssued(command.random(), command.duration(), command.days(), timestamp, now.plus(CodeText.LIFE), now));
        return CodeText.of(command.random(), command.duration(), timestamp);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void decide(RedeemCode command, Clock clock) {
        var now = clock.instant();
        if (text == null || isRedeemed || !now.isBefore(expiresAt)) {
            throw new CodeGone();
        }
        if (!text.isProvenBy(command.text())) {
            throw new CodeWrong();
        }
        apply(new CodeRedeemed(command.accountId(), text.random(), grantId(text.random()), PlanLevel.forDays(days).text(), days,
                expiresAt, now));
    }

    @EventSourcingHandler
    void on(CodeIssued event) {
        id = streamId(event.random());
        text = CodeText.of(event.random(), event.duration(), event.timestamp());
        days = event.days();
        expiresAt = event.expiresAt();
    }

    @EventSourcingHandler(payloadType = CodeRedeemed.class)
    void onRedeemed() {
        isRedeemed = true;
    }

    /** The same for the same code, so that whoever grants it twice grants it once. */
    private static UUID grantId(String random) {
        return UUID.nameUUIDFromBytes((TYPE + ":" + random).getBytes(StandardCharsets.UTF_8));
    }
}
