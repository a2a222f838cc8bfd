package studio.dictation.app.web.identity;

import java.util.Map;
import java.util.UUID;
import studio.dictation.command.identity.Role;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.membership.PlanView;
import studio.dictation.rules.DictationConfig;
import studio.dictation.rules.InterfaceLanguage;

/** What reads will show of an account that was just opened, for the answer if they don't show it yet. */
final class NewAccount {
    private NewAccount() {}

    static AccountView view(UUID accountId, String email, String username, String avatar, long now) {
        return new AccountView(accountId, email, username, avatar, InterfaceLanguage.DEFAULT, Role.USER.text(), PlanView.FREE,
                DictationConfig.DEFAULT, Map.of(), now, now, 0);
    }
}
