package studio.dictation.app.web.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import studio.dictation.app.security.AdminOnly;
import studio.dictation.app.security.Caller;
import studio.dictation.app.security.Public;
import studio.dictation.app.web.Commands;
import studio.dictation.app.web.Queries;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.catalog.ListChannel;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.InvalidInput;
import studio.dictation.query.catalog.ChannelView;
import studio.dictation.query.catalog.FindChannels;
import studio.dictation.query.catalog.GetChannel;
import studio.dictation.query.catalog.GetChannelAnswer;
import studio.dictation.query.catalog.GetChannelList;
import studio.dictation.query.catalog.TaggedAnswer;

/** S2 to S5 of the contract. */
@RestController
@RequestMapping("/service/channel")
class ChannelController {
    private final Commands commands;
    private final Queries queries;

    ChannelController(Commands commands, Queries queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @Public
    @GetMapping
    @ApiResponse(responseCode = "200", content = @Content(array = @ArraySchema(schema = @Schema(implementation = ChannelView.class))))
    ResponseEntity<String> channels(
            @RequestParam(defaultValue = "all") String visibility,
            @RequestParam(defaultValue = "all") String language,
            Optional<Caller> caller) {
        var seesAll = caller.filter(Caller::isAdmin).isPresent();
        return TaggedResponse.of(queries.get(new GetChannelList(new FindChannels(visibility, language, seesAll)), TaggedAnswer.class));
    }

    @AdminOnly
    @PostMapping
    Map<String, String> save(@RequestBody Body body) {
        // All are read before the first is written, so that a bad one leaves nothing half done.
        var channels = body.valid();
        commands.send(channels.toArray());
        return Map.of("message", "%d channel(s) information saved or updated successfully".formatted(channels.size()));
    }

    @Public
    @GetMapping("/{channelId}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChannelView.class)))
    ResponseEntity<String> channel(@PathVariable String channelId, Optional<Caller> caller) {
        var asked = new GetChannel(channelId, caller.filter(Caller::isAdmin).isPresent());
        return queries.find(new GetChannelAnswer(asked), TaggedAnswer.class)
                .map(TaggedResponse::of)
                .orElseThrow(ChannelController::notFound);
    }

    @AdminOnly
    @PutMapping("/{channelId}")
    Map<String, String> revise(@PathVariable String channelId, @RequestBody(required = false) @Nullable ChannelChange body) {
        var change = Objects.requireNonNullElse(body, ChannelChange.NOTHING).of(channelId);
        require(channelId);
        commands.send(change);
        return Map.of("message", "Channel %s updated successfully".formatted(channelId));
    }

    private void require(String channelId) {
        if (queries.find(new GetChannel(channelId, true), ChannelView.class).isEmpty()) {
            throw notFound();
        }
    }

    private static RequestRefused notFound() {
        return RequestRefused.notFound("Channel not found");
    }

    /** The body of S3. */
    record Body(@Nullable List<@Nullable Item> channels) {
        List<ListChannel> valid() {
            if (channels == null || channels.isEmpty()) {
                throw new InvalidInput("Invalid input. 'channels' list is required.",
                        List.of(new FieldError("channels", "is required")));
            }
            var valid = new ArrayList<ListChannel>();
            for (int i = 0; i < channels.size(); i++) {
                valid.add(valid(i, Objects.requireNonNullElse(channels.get(i), Item.NOTHING)));
            }
            return valid;
        }

        private static ListChannel valid(int index, Item item) {
            try {
                return item.valid();
            } catch (InvalidInput invalid) {
                throw new InvalidInput(String.valueOf(invalid.getMessage()), invalid.errors().stream()
                        .map(error -> new FieldError("channels[%d].%s".formatted(index, error.field()), error.message()))
                        .toList());
            }
        }
    }

    /** One channel of S3. */
    record Item(
            @Nullable String id,
            @Nullable String name,
            @JsonProperty("image_url") @Nullable String imageUrl,
            @Nullable String link,
            @Nullable String visibility,
            @Nullable String language) {
        static final Item NOTHING = new Item(null, null, null, null, null, null);

        ListChannel valid() {
            return new ListChannel(text(id, ""), text(name, ""), text(imageUrl, ""), text(link, ""),
                    text(visibility, "public"), text(language, "en"));
        }

        private static String text(@Nullable String given, String otherwise) {
            return given == null || given.isBlank() ? otherwise : given;
        }
    }
}
