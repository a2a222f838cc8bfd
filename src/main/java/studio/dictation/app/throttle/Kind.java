package studio.dictation.app.throttle;

import java.util.Locale;
import studio.dictation.app.settings.Limits;
import studio.dictation.app.settings.Rate;

/** What is counted, each with a limit of its own. */
public enum Kind {
    /** Whatever signs somebody in, or keeps them signed in. */
    SIGN_INS,
    /** Wrong passwords. */
    PASSWORDS,
    /** New accounts. */
    REGISTRATIONS,
    /** Questions whether there is an account. */
    LOOKUPS,
    /** Codes that are redeemed. */
    CODES;

    Rate limit(Limits limits) {
        return switch (this) {
            case SIGN_INS -> limits.signIns();
            case PASSWORDS -> limits.passwords();
            case REGISTRATIONS -> limits.registrations();
            case LOOKUPS -> limits.lookups();
            case CODES -> limits.codes();
        };
    }

    /** Its name in Redis. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
