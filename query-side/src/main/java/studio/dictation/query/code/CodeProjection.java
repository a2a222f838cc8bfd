package studio.dictation.query.code;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.axonframework.eventhandling.EventHandler;
import studio.dictation.events.code.CodeIssued;
import studio.dictation.events.code.CodeRedeemed;
import studio.dictation.query.redis.Changes;
import studio.dictation.query.redis.Key;

/**
 * Owns {@code verification_code:{random}}, {@code redeemed_code:{random}} and {@code idx:verification_codes}. Who redeems a code has
 * a sequence of their own, so a redemption may be applied before some sequence has heard of the code.
 */
public final class CodeProjection {
    private static final String REDEEMED = "true";

    private final Changes changes;

    public CodeProjection(Changes changes) {
        this.changes = changes;
    }

    @EventHandler
    void on(CodeIssued event) {
        var code = new CodeDocument(new BigDecimal(event.timestamp()), event.duration(), event.days());
        changes.putUnless(Key.redeemedCode(event.random()), Key.code(event.random()),
                new String(CodeDocument.CODEC.write(code), StandardCharsets.UTF_8), event.expiresAt());
        changes.trim(Key.CODES, event.occurredAt().toEpochMilli());
        changes.rank(Key.CODES, event.random(), (double) event.expiresAt().toEpochMilli());
    }

    @EventHandler
    void on(CodeRedeemed event) {
        changes.put(Key.redeemedCode(event.random()), REDEEMED, event.expiresAt());
        changes.delete(Key.code(event.random()));
    }
}
