package studio.dictation.command.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import studio.dictation.command.kernel.Email;

/** E-mail addresses kept in memory. */
public final class KnownAddresses implements EmailClaims {
    private final Map<Email, UUID> owners = new HashMap<>();

    @Override
    public boolean claim(Email email, UUID accountId) {
        return accountId.equals(owners.computeIfAbsent(email, unclaimed -> accountId));
    }

    public boolean knows(Email email) {
        return owners.containsKey(email);
    }
}
