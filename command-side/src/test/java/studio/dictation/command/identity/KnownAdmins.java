package studio.dictation.command.identity;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Administrators kept in memory. */
public final class KnownAdmins implements Admins {
    private final Set<UUID> accounts = new HashSet<>();

    @Override
    public boolean claimFirst(UUID accountId) {
        return accounts.isEmpty() && accounts.add(accountId);
    }

    @Override
    public void add(UUID accountId) {
        accounts.add(accountId);
    }

    @Override
    public boolean remove(UUID accountId) {
        if (accounts.equals(Set.of(accountId))) {
            return false;
        }
        accounts.remove(accountId);
        return true;
    }

    public Set<UUID> accounts() {
        return Set.copyOf(accounts);
    }
}
