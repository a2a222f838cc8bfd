package studio.dictation.command.identity;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses to open an account as administrator when there is an administrator already. */
public final class AdminExists extends Rejection {
    public static final String CODE = "admin-exists";

    AdminExists() {
        super(Kind.CONFLICT, CODE, "An administrator exists already", List.of());
    }
}
