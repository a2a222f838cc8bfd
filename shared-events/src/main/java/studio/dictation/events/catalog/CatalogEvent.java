package studio.dictation.events.catalog;

/** What happens to the catalogue: channels, their videos, and the transcripts to write down. */
public sealed interface CatalogEvent
        permits ChannelListed, ChannelRevised, VideoListed, SubtitlesUploaded, TranscriptStored {
    /** The channel this is about. */
    String channelId();
}
