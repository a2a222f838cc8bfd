package studio.dictation.command.identity;

import java.util.List;
import studio.dictation.command.kernel.Rejection;

/** Refuses to take the role from the only administrator there is. */
public final class LastAdmin extends Rejection {
    public static final String CODE = "last-admin";

    LastAdmin() {
        super(Kind.CONFLICT, CODE, "The last administrator can't be demoted", List.of());
    }
}
