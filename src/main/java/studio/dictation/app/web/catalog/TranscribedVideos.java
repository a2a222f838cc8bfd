package studio.dictation.app.web.catalog;

import java.util.Iterator;
import java.util.List;
import studio.dictation.app.web.Queries;
import studio.dictation.query.catalog.FindTranscripts;
import studio.dictation.query.catalog.TranscriptsView;
import studio.dictation.query.catalog.VideoView;

/** Some videos of a channel with their transcripts, read a few at a time, so that many take no more memory than few. */
final class TranscribedVideos implements Iterator<VideoView> {
    private static final int PAGE = 100;

    private final Queries queries;
    private final String channelId;
    private final List<String> videoIds;
    private final boolean seesAll;
    private Iterator<VideoView> page = List.<VideoView>of().iterator();
    private int read;

    TranscribedVideos(Queries queries, String channelId, List<String> videoIds, boolean seesAll) {
        this.queries = queries;
        this.channelId = channelId;
        this.videoIds = videoIds;
        this.seesAll = seesAll;
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && read < videoIds.size()) {
            var ids = videoIds.subList(read, Math.min(read + PAGE, videoIds.size()));
            var found = queries.find(new FindTranscripts(channelId, ids, seesAll), TranscriptsView.class).orElseThrow();
            page = found.videos().iterator();
            read += found.read();
        }
        return page.hasNext();
    }

    @Override
    public VideoView next() {
        return page.next();
    }
}
