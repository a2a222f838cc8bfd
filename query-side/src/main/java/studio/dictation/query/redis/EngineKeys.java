package studio.dictation.query.redis;

/** The keys that the projection engine keeps beside the data, in the database of the projection. */
final class EngineKeys {
    /** Fields of {@link #projection} and {@link #segment}. */
    static final String EPOCH = "epoch";

    static final String SEGMENTS = "segments";
    static final String LAYOUT = "layout";
    static final String OWNER = "owner";
    static final String FENCE = "fence";
    static final String POSITION = "position";
    static final String PREVIOUS = "previous";
    static final String KEPT_SINCE = "kept_since";

    private EngineKeys() {}

    /** HASH: which history of the data this is, which was live before, how many segments fill it, and in which version of the layout. */
    static String projection(String name) {
        return "projection:" + name;
    }

    /** HASH: how far a segment has come, and who may move it on. */
    static String segment(String name, int segment) {
        return projection(name) + ":" + segment;
    }

    /** STRING with an expiry: who owned a segment lately. */
    static String heartbeat(String name, int segment) {
        return segment(name, segment) + ":heartbeat";
    }

    /** HASH: parked sequence → what waits there. */
    static String letters(String name, int segment) {
        return "letters:" + name + ":" + segment;
    }
}
