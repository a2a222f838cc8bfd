package studio.dictation.query.redis;

/** The data of a projection can't be trusted any more and has to be filled anew. */
public sealed class BrokenData extends Exception permits OutdatedLayout {
    private static final long serialVersionUID = 1L;

    /** With what was found. */
    public BrokenData(String why) {
        super(why);
    }
}
