package studio.dictation.query.redis;

/** A newer build has laid the data out: this one may neither write nor understand it. */
public final class NewerLayout extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerLayout(String projection, int found, int own) {
        super(("The data of projection '%s' has layout version %d, and this build writes version %d. It is left to newer nodes; to go "
                        + "back to this build, stop them and empty the database")
                .formatted(projection, found, own));
    }
}
