package studio.dictation.app.web.catalog;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.query.catalog.DrawVideo;
import studio.dictation.query.catalog.DrawnVideo;

/** S27 of the contract. */
@RestController
@RequestMapping("/service")
class RandomVideoController {
    private final Queries queries;

    RandomVideoController(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/random-video")
    DrawnVideo draw() {
        return queries.find(new DrawVideo(), DrawnVideo.class)
                .orElseThrow(() -> RequestRefused.notFound("No public videos available for random selection"));
    }
}
