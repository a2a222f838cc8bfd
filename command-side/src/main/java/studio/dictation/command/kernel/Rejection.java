package studio.dictation.command.kernel;

import java.util.List;

/**
 * A refusal: the caller asked for something that the present state or the rules forbid. It is an answer, not a bug, so it
 * has no stack trace. Its message is the contract's {@code error} text, made for people and free of secrets.
 */
public abstract class Rejection extends RuntimeException {
    private final Kind kind;
    private final String code;
    private final List<FieldError> errors;

    /** What sort of refusal this is, so that every edge can translate it without knowing each one. */
    public enum Kind {
        /** What was asked can't be done by anybody: the input is wrong. */
        INVALID,
        /** What it's about doesn't exist. */
        NOT_FOUND,
        /** The present state forbids it. */
        CONFLICT,
        /** The caller may not. */
        FORBIDDEN
    }

    protected Rejection(Kind kind, String code, String message, List<FieldError> errors) {
        super(message, null, false, false);
        this.kind = kind;
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** What sort of refusal this is. */
    public final Kind kind() {
        return kind;
    }

    /**
     * Stable name of the refusal, {@code kebab-case}; clients may rely on it, and so does who wants to know which one it is: one that
     * was decided on another node is not of its class.
     */
    public final String code() {
        return code;
    }

    /** The fields that are to blame; empty when none is. */
    public final List<FieldError> errors() {
        return errors;
    }
}
