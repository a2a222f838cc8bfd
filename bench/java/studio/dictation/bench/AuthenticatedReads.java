package studio.dictation.bench;

import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import studio.dictation.app.security.Public;
import studio.dictation.app.web.Queries;
import studio.dictation.query.progress.GetProgress;
import studio.dictation.query.progress.ProgressView;

/**
 * What it costs to find out who is calling: a read with its token, whose signature, revocation and account are checked, beside
 * the same query and the same answer of a route that only this benchmark adds, without a token.
 */
final class AuthenticatedReads {
    private static final String UNCHECKED = "/dictation-studio/bench/progress";

    private AuthenticatedReads() {}

    static void measure(ApplicationContext service, HttpLearner learner, Report report) throws Exception {
        addUncheckedRoute(service, learner.email());
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var checked = new HttpReads(http, learner.progress());
            var unchecked = new HttpReads(http, learner.progressAt(UNCHECKED));
            if (!checked.answer().equals(unchecked.answer())) {
                throw new IllegalStateException("The two routes answer differently");
            }
            HttpReads.measure(checked, unchecked);
            report.row("GET /user/progress per second over HTTP, 16 connections", Report.number(checked.perSecond()), "");
            report.row("  p99", checked.p99(), "");
            report.row("same without authentication checks, per second", Report.number(unchecked.perSecond()), "");
            report.row("  p99", unchecked.p99(), "");
            report.row("  with ÷ without, per second", Report.number(checked.perSecond() / unchecked.perSecond()), "");
        }
    }

    private static void addUncheckedRoute(ApplicationContext service, String email) throws NoSuchMethodException {
        var routes = service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        routes.registerMapping(
                RequestMappingInfo.paths(UNCHECKED)
                        .methods(RequestMethod.GET)
                        .options(routes.getBuilderConfiguration())
                        .build(),
                new Unchecked(service.getBean(Queries.class), email),
                Unchecked.class.getDeclaredMethod("progress", String.class, String.class));
    }

    /** The read of U2 for one learner, whoever asks. */
    static final class Unchecked {
        private final Queries queries;
        private final String email;

        Unchecked(Queries queries, String email) {
            this.queries = queries;
            this.email = email;
        }

        @Public
        @ResponseBody
        Progress progress(@RequestParam String channelId, @RequestParam String videoId) {
            var stored = queries.find(new GetProgress(email, channelId, videoId), ProgressView.class).orElseThrow();
            var dictation = new Dictation(
                    channelId, videoId, stored.userInput(), stored.currentTime(), stored.overallCompletion());
            return new Progress(
                    channelId, videoId, stored.userInput(), stored.currentTime(), stored.overallCompletion(), dictation);
        }

        record Dictation(
                String channelId, String videoId, @Nullable Object userInput, Number currentTime, Number overallCompletion) {}

        record Progress(
                String channelId,
                String videoId,
                @Nullable Object userInput,
                Number currentTime,
                Number overallCompletion,
                Dictation progress) {}
    }
}
