package studio.dictation.query.catalog;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers which videos there are, and what is said in them. */
public final class VideoQueries {
    private final Reads catalog;

    /** @param catalog database 1 */
    public VideoQueries(Reads catalog) {
        this.catalog = catalog;
    }

    @QueryHandler
    List<VideoView> handle(FindVideos query) {
        var index = query.seesAll() ? Key.channelVideos(query.channelId()) : Key.publicVideos(query.channelId());
        var found = catalog.find(List.of(Key.channel(query.channelId())), List.of(index), Field.VISIBILITY);
        if (!isVisible(found.hashes().getFirst(), query.seesAll())) {
            return List.of();
        }
        var ids = found.ranked().getFirst();
        var stored = catalog.hashes(
                ids.stream().map(id -> Key.video(query.channelId(), id)).toList(),
                Field.TITLE,
                Field.LINK,
                Field.VISIBILITY,
                Field.CREATED_AT,
                Field.UPDATED_AT);
        List<VideoView> videos = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            var video = video(ids.get(i), stored.get(i));
            if (isVisible(stored.get(i), query.seesAll())
                    && Visibility.matches(query.visibility(), video.visibility())) {
                videos.add(video);
            }
        }
        return videos;
    }

    @QueryHandler
    @Nullable ListedVideo handle(GetVideo query) {
        var found = catalog.hashes(
                List.of(Key.channel(query.channelId()), Key.video(query.channelId(), query.videoId())),
                Field.NAME,
                Field.TITLE,
                Field.LINK,
                Field.VISIBILITY,
                Field.LISTING);
        return listed(query, found.getFirst(), found.getLast());
    }

    @QueryHandler
    @Nullable TranscriptView handle(GetTranscript query) {
        var found = catalog.hashes(
                List.of(Key.channel(query.channelId()), Key.video(query.channelId(), query.videoId())),
                Field.VISIBILITY,
                Field.TITLE,
                Field.TRANSCRIPT,
                Field.LISTING,
                Field.TRANSCRIPT_VERSION);
        return transcript(query, found.getFirst(), found.getLast());
    }

    static VideoView video(String id, Document stored) {
        var createdAt = stored.text(Field.CREATED_AT, "0");
        return new VideoView(
                id,
                stored.text(Field.TITLE, ""),
                stored.text(Field.LINK, ""),
                stored.text(Field.VISIBILITY, ""),
                Long.parseLong(createdAt),
                Long.parseLong(stored.text(Field.UPDATED_AT, createdAt)),
                false);
    }

    static @Nullable ListedVideo listed(GetVideo query, Document channel, Document video) {
        if (!channel.exists() || !video.exists()) {
            return null;
        }
        return new ListedVideo(
                query.channelId(),
                query.videoId(),
                Integer.parseInt(video.text(Field.LISTING, "1")),
                channel.text(Field.NAME, ""),
                video.text(Field.TITLE, ""),
                video.text(Field.LINK, ""),
                isVisible(channel, false) && isVisible(video, false));
    }

    static @Nullable TranscriptView transcript(GetTranscript query, Document channel, Document video) {
        if (!isVisible(channel, query.seesAll()) || !isVisible(video, query.seesAll())) {
            return null;
        }
        return new TranscriptView(
                query.channelId(),
                query.videoId(),
                video.text(Field.TITLE, ""),
                video.value(Field.TRANSCRIPT, TranscriptDocument.CODEC),
                TranscriptTag.of(video));
    }

    /** Whether a channel or a video exists for a caller. */
    static boolean isVisible(Document stored, boolean seesAll) {
        return stored.exists() && (seesAll || Visibility.isPublic(stored.text(Field.VISIBILITY, "")));
    }
}
