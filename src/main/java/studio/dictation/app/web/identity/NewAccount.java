package studio.dictation.app.web.identity;

import java.util.Map;
import java.util.UUID;
import studio.dictation.command.identity.Role;
import studio.dictation.query.identity.AccountView;
import studio.dictation.query.membership.PlanView;

/** What reads will show of an account that was just opened, for the answer if they don't show it yet. */
final class NewAccount {
    private static final Map<String, Object> DEFAULT_CONFIG = Map.of(
            "playback_speed", 1,
            "auto_repeat", 0,
            "shortcuts", Map.of("repeat", "Tab", "next", "Enter", "prev", "ControlLeft"));

    private NewAccount() {}

    static AccountView view(UUID accountId, String email, String username, String avatar, long now) {
        return new AccountView(accountId, email, username, avatar, "en", Role.USER.text(), PlanView.FREE, DEFAULT_CONFIG,
                Map.of(), now, now, 0);
    }
}
