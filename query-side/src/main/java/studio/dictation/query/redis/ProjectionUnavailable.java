package studio.dictation.query.redis;

/** A projection can't answer truly at the moment: its database is lost, behind, or out of reach. Passes by itself. */
public class ProjectionUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For a projection, with why. */
    public ProjectionUnavailable(String projection, String why) {
        super("Projection " + projection + " " + why);
    }

    /** For a projection whose store failed. */
    public ProjectionUnavailable(String projection, Throwable cause) {
        super("Projection " + projection + " is out of reach", cause);
    }
}
