package studio.dictation.app.web.catalog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Outcome;
import studio.dictation.app.web.Problems;
import studio.dictation.app.web.catalog.TranscriptEditing.Target;
import studio.dictation.command.kernel.Checks;
import studio.dictation.command.kernel.Command;
import studio.dictation.query.catalog.TranscriptStateView;

/** Edits several transcripts of a channel; each succeeds or fails by itself. */
@Component
class EachTranscript {
    private static final int MOST_ITEMS = 50;

    private final TranscriptEditing editing;
    private final Commands commands;
    private final Problems problems;

    EachTranscript(TranscriptEditing editing, Commands commands, Problems problems) {
        this.editing = editing;
        this.commands = commands;
        this.problems = problems;
    }

    /** Refuses a list that is absent, empty or too long. */
    static <T> List<T> required(@Nullable List<T> items, String field, String message) {
        new Checks().that(items != null && !items.isEmpty(), field, "is required").orRefuse(message);
        var given = Objects.requireNonNull(items);
        new Checks().that(given.size() <= MOST_ITEMS, field, "must have at most %d items".formatted(MOST_ITEMS)).orRefuse();
        return given;
    }

    /** Carries out one item after the other, on the states that the transcripts are in now; the results ordered by video. */
    List<Done> carryOut(String channelId, List<Item> items) {
        var states = states(channelId, items);
        var named = new HashSet<String>();
        var refused = items.stream().map(item -> refusal(channelId, item, states, named)).toList();
        var accepted = IntStream.range(0, items.size()).filter(i -> refused.get(i).isEmpty()).mapToObj(items::get).toList();
        var outcomes = commands.sendEachMade(accepted.stream()
                        .map(item -> command(channelId, item, states))
                        .toList())
                .iterator();
        return IntStream.range(0, items.size())
                .mapToObj(i -> refused.get(i).orElseGet(() -> done(items.get(i).videoId(), outcomes.next())))
                .sorted(Comparator.comparing(Done::videoId, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    private Map<String, TranscriptStateView> states(String channelId, List<Item> items) {
        var ids = items.stream().map(Item::videoId).filter(Objects::nonNull).distinct().toList();
        var states = new HashMap<String, TranscriptStateView>();
        editing.states(channelId, ids, true).forEach(state -> states.put(state.videoId(), state));
        return states;
    }

    /** Why an item is not even tried. */
    private static Optional<Done> refusal(
            String channelId, Item item, Map<String, TranscriptStateView> states, Set<String> named) {
        var videoId = item.videoId();
        if (item.fault() != null) {
            return Optional.of(Done.refused(videoId, item.fault(), HttpStatus.BAD_REQUEST.value()));
        }
        if (videoId == null || !named.add(videoId)) {
            return Optional.of(Done.refused(
                    videoId, "Video %s is named more than once".formatted(videoId), HttpStatus.BAD_REQUEST.value()));
        }
        return states.containsKey(videoId)
                ? Optional.empty()
                : Optional.of(Done.refused(
                        videoId, TranscriptEditing.missing(channelId, videoId), HttpStatus.NOT_FOUND.value()));
    }

    /** Made only when its turn has come, since it may be large. */
    private static Supplier<List<Command>> command(String channelId, Item item, Map<String, TranscriptStateView> states) {
        var state = Objects.requireNonNull(states.get(item.videoId()));
        return () -> List.of(item.edit().apply(Target.of(channelId, state)));
    }

    private Done done(@Nullable String videoId, Outcome outcome) {
        return outcome.failed()
                .map(problems::ofItem)
                .map(problem -> Done.refused(videoId, problem.error(), problem.status()))
                .orElseGet(() -> new Done(videoId, null, HttpStatus.OK.value(), outcome));
    }

    /**
     * One transcript to edit.
     *
     * @param videoId the video; null when none was named
     * @param fault   what is wrong with the item; null when nothing is, and then it names a video
     * @param edit    makes the command
     */
    record Item(@Nullable String videoId, @Nullable String fault, Function<Target, Command> edit) {
        /** One that is to be carried out. */
        static Item of(String videoId, Function<Target, Command> edit) {
            return new Item(videoId, null, edit);
        }

        /** One that can't be carried out. */
        static Item faulty(@Nullable String videoId, String fault) {
            return new Item(videoId, fault, target -> {
                throw new IllegalStateException("A faulty item is not carried out");
            });
        }
    }

    /**
     * What became of one transcript.
     *
     * @param videoId the video; null when none was named
     * @param error   why it was not edited; null when it was
     * @param status  the status that the item would have alone
     * @param outcome what the command answered; that of a failure is unknown
     */
    record Done(@Nullable String videoId, @Nullable String error, int status, Outcome outcome) {
        private static Done refused(@Nullable String videoId, String error, int status) {
            return new Done(videoId, error, status, new Outcome(null, null));
        }

        boolean succeeded() {
            return error == null;
        }
    }
}
