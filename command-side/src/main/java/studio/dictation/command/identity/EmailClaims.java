package studio.dictation.command.identity;

import java.util.UUID;
import studio.dictation.command.kernel.Email;

/** Which account has which e-mail address; written in the transaction of the event that goes with it. */
public interface EmailClaims {
    /**
     * Takes the address for the account; waits for others who are taking it.
     *
     * @return whether the account has it now; {@code false} if another has
     */
    boolean claim(Email email, UUID accountId);
}
