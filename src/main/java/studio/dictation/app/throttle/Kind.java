package studio.dictation.app.throttle;

import java.util.Locale;
import studio.dictation.app.settings.Limits;
import studio.dictation.app.settings.Rate;

/** What is counted, each with a limit of its own. */
public enum Kind {
    /** Whatever signs somebody in. */
    SIGN_INS,
    /** What keeps somebody signed in who has proven it: nobody else can use that up. As often as signing in. */
    STAYS,
    /** Wrong passwords. */
    PASSWORDS,
    /** New accounts. */
    REGISTRATIONS,
    /** Questions whether there is an account. */
    LOOKUPS,
    /** Codes that are redeemed. */
    CODES,
    /** Checkouts, checks of them and cancellations: each asks the payment provider, whose patience is one for all. */
    PAYMENTS;

    /** Whether somebody at a place from where they have signed in before is kept clear of what others try for their account. */
    boolean sparesKnownPlaces() {
        return this == SIGN_INS || this == PASSWORDS;
    }

    Rate limit(Limits limits) {
        return switch (this) {
            case SIGN_INS, STAYS -> limits.signIns();
            case PASSWORDS -> limits.passwords();
            case REGISTRATIONS -> limits.registrations();
            case LOOKUPS -> limits.lookups();
            case CODES -> limits.codes();
            case PAYMENTS -> limits.payments();
        };
    }

    /** Its name in Redis, with its limit: what was counted under another limit says nothing about this one. */
    String key(Limits limits) {
        var limit = limit(limits);
        return "%s@%d-%ds".formatted(
                name().toLowerCase(Locale.ROOT).replace('_', '-'), limit.uses(), limit.period().toSeconds());
    }
}
