package studio.dictation.events.catalog;

/** What happens to the catalogue: channels, their videos, and the transcripts to write down. */
public sealed interface CatalogEvent
        permits ChannelListed,
                ChannelRevised,
                RecommendationFollowed,
                TranscriptFiltersSet,
                VideoListed,
                VideoRevised,
                VideoRemoved,
                SubtitlesUploaded,
                TranscriptStored,
                TranscriptEdited,
                TranscriptRestored,
                RefinementMarked {
    /** The channel this is about. */
    String channelId();
}
