package studio.dictation.app.faults;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import studio.dictation.app.faults.Caller.Request;
import studio.dictation.app.faults.Client.Account;
import studio.dictation.query.Projections;
import studio.dictation.query.engine.Projection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An administrator who has projections rebuilt, or the former generation brought back, whatever happens meanwhile. */
final class Rebuilding {
    private static final String PATH = "/admin/projections/";
    private static final Set<Integer> FITTING = Set.of(202, 409, 503);

    private final Caller caller;
    private final Account administrator;
    /** Whoever was asked while it stood still begins when it goes on, whenever that is. */
    private final Set<Projection> asked = new LinkedHashSet<>();

    Rebuilding(Caller caller, Account administrator) {
        this.caller = caller;
        this.administrator = administrator;
    }

    /** Asks for it once; answers what is wrong with the answer. */
    List<Violation> ask(Fault fault) {
        var projection = Projections.ALL.get(fault.choice(Projections.ALL.size()));
        asked.add(projection);
        var what = fault.kind() == Fault.Kind.REBUILD ? "/rebuild" : "/rollback";
        return caller.send(fault.node(), Request.post(PATH + projection.name() + what, "{\"reason\":\"faults\"}"), administrator.token(), null)
                .filter(answer -> !FITTING.contains(answer.status()))
                .map(answer -> new Violation("A rebuild is begun, or refused for a reason", answer.toString(), List.of(fault)))
                .stream().toList();
    }

    /** Whether nothing that was asked for is under way any more, as far as anybody can tell. */
    boolean areOver() {
        return asked.stream().allMatch(projection -> {
            var rebuild = rebuild(projection);
            return rebuild.isNull() || rebuild.path("finishedAt").isString();
        });
    }

    /** Those that came to no good end. */
    List<Violation> failed() {
        return asked.stream().map(this::rebuild)
                .filter(rebuild -> rebuild.path("finishedAt").isString() && !rebuild.path("phase").asString().equals("done"))
                .map(rebuild -> new Violation("A rebuild that nobody cancels comes to its end", rebuild.toString(), List.of()))
                .toList();
    }

    /** The last one; missing while nobody can say. */
    private JsonNode rebuild(Projection projection) {
        return caller.send(0, Request.get(PATH + projection.name()), administrator.token(), null)
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.node("rebuild"))
                .orElseGet(() -> JsonMapper.shared().missingNode());
    }
}
