package studio.dictation.app.settings;

/**
 * How often what can be misused may be done for one account from one address.
 *
 * @param signIns       {@code THROTTLE_SIGN_INS}
 * @param passwords     {@code THROTTLE_PASSWORDS}: wrong ones
 * @param registrations {@code THROTTLE_REGISTRATIONS}
 * @param lookups       {@code THROTTLE_LOOKUPS}
 * @param codes         {@code THROTTLE_CODES}
 * @param payments      {@code THROTTLE_PAYMENTS}
 */
public record Limits(Rate signIns, Rate passwords, Rate registrations, Rate lookups, Rate codes, Rate payments) {}
