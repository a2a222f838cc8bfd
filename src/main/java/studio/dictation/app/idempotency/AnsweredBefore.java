package studio.dictation.app.idempotency;

/** Ends a request that has been answered before, with that answer. */
final class AnsweredBefore extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String answer;

    AnsweredBefore(String answer) {
        super(null, null, false, false);
        this.answer = answer;
    }

    String answer() {
        return answer;
    }
}
