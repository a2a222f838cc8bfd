package studio.dictation.events.identity;

import studio.dictation.events.AboutAccount;

/** What happens to an account: who somebody is and what they may do. */
public sealed interface IdentityEvent extends AboutAccount
        permits AccountRegistered,
                DictationConfigChanged,
                EmailVerified,
                LanguageChosen,
                PasswordChanged,
                PasswordRemoved,
                ProfileChanged,
                RoleGranted,
                SessionsEnded {}
