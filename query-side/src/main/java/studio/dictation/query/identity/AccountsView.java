package studio.dictation.query.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts in the order of registration.
 *
 * @param accounts the accounts
 * @param next     what the next ones come after; null when these are the last
 */
public record AccountsView(List<ListedAccountView> accounts, @Nullable String next) {}
