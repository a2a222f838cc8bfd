package studio.dictation.app.web.identity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import studio.dictation.query.identity.AccountView;

/**
 * The answer to whoever signs in (contract C4): the account under {@code user}, and its fields once more beside it, as some
 * clients expect one and some the other.
 *
 * @param message what happened
 * @param user    the account
 * @param fields  the same
 */
record SignedIn(String message, AccountView user, @JsonUnwrapped AccountView fields) {
    SignedIn(String message, AccountView user) {
        this(message, user, user);
    }
}
