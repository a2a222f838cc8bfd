package studio.dictation.app.feedback;

import java.util.Base64;
import java.util.HexFormat;

/** Files that are images, as far as anybody looks. */
public final class Images {
    private Images() {}

    /** A PNG of that many bytes, at least eight. */
    public static byte[] png(int size) {
        return file("89504e470d0a1a0a", size);
    }

    /** A file that begins with some bytes and goes on with nothing. */
    static byte[] file(String hex, int size) {
        var file = new byte[size];
        var mark = HexFormat.of().parseHex(hex);
        System.arraycopy(mark, 0, file, 0, mark.length);
        return file;
    }

    /** What a thread shows of a file. */
    public static String url(String mediaType, byte[] file) {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(file);
    }
}
