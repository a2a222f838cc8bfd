package studio.dictation.query.catalog;

/** Asks how many videos each channel has; answered with a list of {@link ChannelCounts}, ordered by id. Counts private ones. */
public record CountChannelVideos() {}
