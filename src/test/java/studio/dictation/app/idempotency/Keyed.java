package studio.dictation.app.idempotency;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;

/** Sends requests that have a name. */
final class Keyed {
    private Keyed() {}

    static String key() {
        return UUID.randomUUID().toString();
    }

    static Answer post(Http client, String key, String path, String json) {
        return client.method("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json", "Idempotency-Key", key);
    }

    /** What a save of a dictation says. */
    static String save(String channel, String video, String text, String seconds) {
        return "{\"channelId\":\"%s\",\"videoId\":\"%s\",\"userInput\":{\"0\":\"%s\"},\"currentTime\":1,\"overallCompletion\":1,\"duration\":%s}"
                .formatted(channel, video, text, seconds);
    }

    static String video(String channel, String video) {
        return "{\"channelId\":\"%s\",\"videoId\":\"%s\"}".formatted(channel, video);
    }
}
