package studio.dictation.query.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;
import studio.dictation.query.redis.Key;
import studio.dictation.query.redis.Reads;

/** Answers which videos there are, and what is said in them. */
public final class VideoQueries {
    /** Sentences to be read at once, unless a single video has more: they are what takes memory. */
    private static final int MOST_LINES = 5_000;

    private static final Field[] LISTED = {
        Field.TITLE,
        Field.LINK,
        Field.VISIBILITY,
        Field.CREATED_AT,
        Field.UPDATED_AT,
        Field.IS_REFINED,
        Field.REFINED_AT
    };
    private static final Field[] TRANSCRIBED = Stream.concat(
                    Stream.of(LISTED),
                    Stream.of(Field.TRANSCRIPT, Field.ORIGINAL_TRANSCRIPT, Field.TRANSCRIPT_SOURCE))
            .toArray(Field[]::new);

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
                ids.stream().map(id -> Key.video(query.channelId(), id)).toList(), LISTED);
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
    List<VideoIdsView> handle(FindVideoIds query) {
        var channels = catalog.members(query.seesAll() ? Key.CHANNELS : Key.PUBLIC_CHANNELS).stream().sorted().toList();
        var found = catalog.ranked(channels.stream()
                .map(id -> query.seesAll() ? Key.channelVideos(id) : Key.publicVideos(id))
                .toList());
        List<VideoIdsView> videos = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            if (!found.get(i).isEmpty()) {
                videos.add(new VideoIdsView(channels.get(i), found.get(i)));
            }
        }
        return videos;
    }

    @QueryHandler
    TranscriptsView handle(FindTranscripts query) {
        var asked = query.videoIds();
        var lines = catalog
                .hashes(asked.stream().map(id -> Key.video(query.channelId(), id)).toList(), Field.TRANSCRIPT_COUNT)
                .stream()
                .map(video -> Integer.parseInt(video.text(Field.TRANSCRIPT_COUNT, "0")))
                .toList();
        var ids = asked.subList(0, fitting(lines));
        var keys = Stream.concat(
                        Stream.of(Key.channel(query.channelId())),
                        ids.stream().map(id -> Key.video(query.channelId(), id)))
                .toList();
        // One pipeline; of the channel only its visibility matters.
        var stored = catalog.hashes(keys, TRANSCRIBED);
        List<VideoView> videos = new ArrayList<>();
        if (isVisible(stored.getFirst(), query.seesAll())) {
            for (int i = 0; i < ids.size(); i++) {
                var video = stored.get(i + 1);
                if (isVisible(video, query.seesAll())) {
                    videos.add(video(ids.get(i), video));
                }
            }
        }
        return new TranscriptsView(videos, ids.size());
    }

    /** How many videos, from the first, aren't too much to be held at once; one at least, where there is one. */
    static int fitting(List<Integer> lines) {
        int sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            sum += lines.get(i);
            if (i > 0 && sum > MOST_LINES) {
                return i;
            }
        }
        return lines.size();
    }

    @QueryHandler
    List<TranscriptSummaryView> handle(FindTranscriptSummaries query) {
        var ids = catalog.ranked(Key.channelVideos(query.channelId())).stream().sorted().toList();
        var stored = catalog.outlines(
                ids.stream().map(id -> Key.video(query.channelId(), id)).toList(),
                Field.ORIGINAL_TRANSCRIPT,
                Field.TITLE,
                Field.TRANSCRIPT_COUNT,
                Field.CREATED_AT,
                Field.UPDATED_AT,
                Field.IS_REFINED,
                Field.REFINED_AT);
        List<TranscriptSummaryView> summaries = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (stored.get(i).exists()) {
                summaries.add(summary(ids.get(i), stored.get(i)));
            }
        }
        return summaries;
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
                isRefined(stored),
                refinedAt(stored),
                stored.value(Field.TRANSCRIPT, TranscriptDocument.CODEC),
                stored.value(Field.ORIGINAL_TRANSCRIPT, TranscriptDocument.CODEC),
                stored.text(Field.TRANSCRIPT_SOURCE));
    }

    static TranscriptSummaryView summary(String id, Document stored) {
        var updatedAt = millis(stored, Field.UPDATED_AT);
        return new TranscriptSummaryView(
                id,
                stored.text(Field.TITLE, ""),
                Integer.parseInt(stored.text(Field.TRANSCRIPT_COUNT, "0")),
                stored.bytes(Field.ORIGINAL_TRANSCRIPT) != null,
                updatedAt == null ? millis(stored, Field.CREATED_AT) : updatedAt,
                isRefined(stored),
                refinedAt(stored));
    }

    private static boolean isRefined(Document stored) {
        return Boolean.parseBoolean(stored.text(Field.IS_REFINED));
    }

    private static @Nullable Long refinedAt(Document stored) {
        return isRefined(stored) ? millis(stored, Field.REFINED_AT) : null;
    }

    private static @Nullable Long millis(Document stored, Field field) {
        var text = stored.text(field);
        return text == null ? null : Long.valueOf(text);
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
