package studio.dictation.events.session;

import studio.dictation.events.AboutAccount;

/** What happens to a sign-in. Issuing tokens writes no event, so a session's history begins when it is taken back. */
public sealed interface SessionEvent extends AboutAccount permits SessionRevoked {}
