package studio.dictation.app.catalog;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.StreamSupport;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

/** What editors send, and what transcripts say then. */
public final class Transcripts {
    /** What is said where the state that was seen is not the one that is there. */
    public static final String CHANGED = "The transcript was changed in the meantime, please load it again";

    private Transcripts() {}

    /** A sentence from one second to the next. */
    public static String line(int second, String text) {
        return "{\"start\":%d,\"end\":%d,\"transcript\":\"%s\"}".formatted(second, second + 1, text);
    }

    /** The body that replaces a transcript by sentences of a second each. */
    public static String body(String... texts) {
        var lines = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            lines.append(i == 0 ? "" : ",").append(line(i, texts[i]));
        }
        return "{\"transcript\":[" + lines + "]}";
    }

    public static Answer replace(Http editor, String channel, String video, String body, String... headers) {
        return send(editor, "PUT", "/service/%s/%s/full-transcript".formatted(channel, video), body, headers);
    }

    public static Answer send(Http editor, String method, String path, String body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return editor.method(method, path, BodyPublishers.ofString(body), all);
    }

    public static Answer read(Http reader, String channel, String video) {
        return reader.get("/service/video-transcript/%s/%s".formatted(channel, video));
    }

    /** The sentences of an answer. */
    public static List<String> texts(Answer answer) {
        return StreamSupport.stream(answer.node("transcript").spliterator(), false)
                .map(line -> line.path("transcript").asString())
                .toList();
    }

    /** The tag that names the state of a transcript. */
    public static String tag(Answer answer) {
        return answer.header("etag").orElseThrow();
    }

    /** What that tag says of the sentences, {@code <listing>.<number>}: all but the digest of the title. */
    public static String version(Answer answer) {
        return tag(answer).replaceFirst("W/\"(\\d+\\.\\d+)\\..*", "$1");
    }
}
