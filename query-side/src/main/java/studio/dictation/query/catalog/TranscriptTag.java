package studio.dictation.query.catalog;

import studio.dictation.query.redis.Document;
import studio.dictation.query.redis.Field;

/**
 * Names one of the states that a transcript has been in.
 *
 * @param listing which listing of the video, ≥ 1
 * @param number  how often the transcript was set since that listing began; 0 while there is none
 */
public record TranscriptTag(int listing, int number) {
    /** Of a video's document, read with {@link Field#LISTING} and {@link Field#TRANSCRIPT_VERSION}. */
    static TranscriptTag of(Document video) {
        return new TranscriptTag(
                Integer.parseInt(video.text(Field.LISTING, "1")),
                Integer.parseInt(video.text(Field.TRANSCRIPT_VERSION, "0")));
    }
}
