package studio.dictation.query.redis;

/** An older build has laid the data out: something may be missing that this one reads. */
public final class OutdatedLayout extends BrokenData {
    private static final long serialVersionUID = 1L;

    OutdatedLayout(int found, int own) {
        super("its layout has version %d, and this build writes version %d".formatted(found, own));
    }
}
