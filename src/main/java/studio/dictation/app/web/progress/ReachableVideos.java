package studio.dictation.app.web.progress;

import java.util.Optional;
import org.springframework.stereotype.Component;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.query.catalog.GetVideo;
import studio.dictation.query.catalog.ListedVideo;
import studio.dictation.query.progress.GetProgress;
import studio.dictation.query.progress.ProgressView;

/** Which videos a learner may work on: public ones, and private ones begun while they were public. */
@Component
public class ReachableVideos {
    private final Queries queries;

    ReachableVideos(Queries queries) {
        this.queries = queries;
    }

    /** The video; refused with the contract's 404 if it doesn't exist for the caller. */
    public ListedVideo require(Caller caller, String channelId, String videoId) {
        return find(caller, channelId, videoId).orElseThrow(() -> RequestRefused.notFound("Video not found"));
    }

    private Optional<ListedVideo> find(Caller caller, String channelId, String videoId) {
        return queries.find(new GetVideo(channelId, videoId), ListedVideo.class)
                .filter(video -> video.isPublic() || caller.isAdmin() || begun(caller, channelId, videoId));
    }

    private boolean begun(Caller caller, String channelId, String videoId) {
        return queries.find(new GetProgress(caller.email(), channelId, videoId), ProgressView.class)
                .map(ProgressView::userInput)
                .isPresent();
    }
}
