package studio.dictation.app.idempotency;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import studio.dictation.app.RunningService;
import studio.dictation.app.http.Answer;
import studio.dictation.app.http.Http;
import studio.dictation.app.security.Caller;
import studio.dictation.app.web.Commands;
import studio.dictation.command.membership.GrantPlan;

import static org.assertj.core.api.Assertions.assertThat;

/** A route that reads a form, which only this test adds. */
class IdempotentFormIT {
    private static final RunningService SERVICE = RunningService.shared();
    private static final String PATH = "/test/forms/";

    private final RequestMappingHandlerMapping routes = Objects.requireNonNull(
                    SERVICE.part(DispatcherServlet.class).getWebApplicationContext())
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    private final Http learner = SERVICE.learner().http();
    private final String key = Keyed.key();
    private RequestMappingInfo route;

    @BeforeEach
    void addTheRoute() throws NoSuchMethodException {
        route = RequestMappingInfo.paths("/dictation-studio" + PATH + "{id}").methods(RequestMethod.POST)
                .options(routes.getBuilderConfiguration()).build();
        routes.registerMapping(route, new Forms(SERVICE.part(Commands.class)),
                Forms.class.getDeclaredMethod("post", String.class, String.class, Caller.class));
    }

    @AfterEach
    void takeTheRouteAway() {
        routes.unregisterMapping(route);
    }

    @Test
    void isTheSameWhateverSeparatesItsParts() {
        var first = multipart("1", "boundary-a", "hello", "image");
        var second = multipart("1", "boundary-b", "hello", "image");

        assertThat(first.text()).isEqualTo("{\"number\":1}");
        assertThat(second.text()).isEqualTo("{\"number\":1}");
        for (var other : new Answer[] {
            multipart("1", "boundary-a", "hallo", "image"), multipart("1", "boundary-a", "hello", "picture"),
            multipart("2", "boundary-a", "hello", "image"), urlencoded("1", "message=hello"), urlencoded("1?x=y", "message=hello")
        }) {
            assertThat(other.status()).as(other.toString()).isEqualTo(422);
        }
    }

    @Test
    void canBeUrlencoded() {
        assertThat(urlencoded("1", "message=hello").text()).isEqualTo("{\"number\":1}");
        assertThat(urlencoded("1", "message=hello").text()).isEqualTo("{\"number\":1}");
        assertThat(urlencoded("1", "message=hallo").status()).isEqualTo(422);
    }

    private Answer multipart(String id, String boundary, String message, String image) {
        var body = """
                --%1$s\r
                Content-Disposition: form-data; name="message"\r
                \r
                %2$s\r
                --%1$s\r
                Content-Disposition: form-data; name="images"; filename="a.png"\r
                Content-Type: image/png\r
                \r
                %3$s\r
                --%1$s--\r
                """.formatted(boundary, message, image);
        return learner.method("POST", PATH + id, BodyPublishers.ofString(body),
                "Content-Type", "multipart/form-data; boundary=" + boundary, "Idempotency-Key", key);
    }

    private Answer urlencoded(String id, String body) {
        return learner.method("POST", PATH + id, BodyPublishers.ofString(body),
                "Content-Type", "application/x-www-form-urlencoded", "Idempotency-Key", key);
    }

    /** Answers how often it was really carried out. */
    static final class Forms {
        private final Commands commands;
        private final AtomicInteger number = new AtomicInteger();

        Forms(Commands commands) {
            this.commands = commands;
        }

        @Idempotent("test-form")
        @ResponseBody
        Map<String, Object> post(@PathVariable String id, @RequestParam String message, Caller caller) {
            commands.send(GrantPlan.byDays(caller.accountId(), UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)), message.length(), "admin"));
            return Map.of("number", number.incrementAndGet());
        }
    }
}
