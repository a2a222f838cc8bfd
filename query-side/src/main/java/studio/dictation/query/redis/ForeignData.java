package studio.dictation.query.redis;

/** A database holds keys but no position of ours: somebody else's data, which is never written over. */
public final class ForeignData extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For a database that was to hold a projection. */
    public ForeignData(String projection, int database) {
        super("Redis database " + database + " holds keys but no position of projection '" + projection
                + "'. It seems to be somebody else's data; choose another Redis or empty that database");
    }
}
