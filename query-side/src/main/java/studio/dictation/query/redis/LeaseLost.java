package studio.dictation.query.redis;

/** What stands in Redis is not what this node believed: somebody else took the segment, or Redis lost or regained data. */
public final class LeaseLost extends Exception {
    private static final long serialVersionUID = 1L;

    LeaseLost(String why) {
        super(why);
    }
}
