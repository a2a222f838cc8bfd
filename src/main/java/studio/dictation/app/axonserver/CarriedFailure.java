package studio.dictation.app.axonserver;

import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import studio.dictation.app.web.Problem;
import studio.dictation.app.web.RequestRefused;
import studio.dictation.command.kernel.FieldError;
import studio.dictation.command.kernel.Rejection;

/**
 * Why a command was not carried out, as it travels from the node that decided to the one that asked. No text of an exception that is
 * not made for clients travels with it.
 *
 * @param sort    what it is there
 * @param kind    what sort of refusal; null unless it is one
 * @param status  the HTTP status of the answer
 * @param code    stable name of the problem
 * @param message the contract's text; of what doesn't exist its id
 * @param errors  the fields at fault
 */
public record CarriedFailure(
        Sort sort, Rejection.@Nullable Kind kind, int status, String code, String message, List<FieldError> errors) {
    private static final int CONFLICT = 409;
    private static final int FAILED = 500;

    /** What a failure is for those who sent the command. */
    public enum Sort {
        /** The aggregate refused. */
        REJECTION,
        /** The aggregate doesn't exist. */
        MISSING,
        /** Anything else that a client is told of. */
        PROBLEM
    }

    static CarriedFailure of(Rejection refusal) {
        return new CarriedFailure(
                Sort.REJECTION, refusal.kind(), 0, refusal.code(), String.valueOf(refusal.getMessage()), refusal.errors());
    }

    static CarriedFailure of(AggregateNotFoundException missing) {
        return new CarriedFailure(Sort.MISSING, null, 0, "", String.valueOf(missing.getAggregateIdentifier()), List.of());
    }

    static CarriedFailure of(Problem problem) {
        return new CarriedFailure(Sort.PROBLEM, null, problem.status(), problem.code(), problem.error(), problem.errors());
    }

    /** Whether it is a bug, which nobody but the node that decided can tell more of. */
    boolean isBug() {
        return sort == Sort.PROBLEM && status == FAILED;
    }

    /** The same failure here. */
    RuntimeException here() {
        return switch (sort) {
            case REJECTION -> new CarriedRefusal(this);
            case MISSING -> new AggregateNotFoundException(message, "The aggregate was not found in the event store");
            case PROBLEM -> status == CONFLICT
                    ? new ConcurrencyException(message)
                    : isBug() ? new IllegalStateException("The command failed on another node")
                    : RequestRefused.carried(status, code, message, errors);
        };
    }

    /** A refusal by an aggregate on another node: its code tells which. */
    private static final class CarriedRefusal extends Rejection {
        private static final long serialVersionUID = 1L;

        CarriedRefusal(CarriedFailure failure) {
            super(failure.kind == null ? Kind.CONFLICT : failure.kind, failure.code, failure.message, failure.errors);
        }
    }
}
