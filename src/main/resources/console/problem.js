/** What the service refused, or why it could not be asked. */
export class Problem extends Error {
    /**
     * @param status     the HTTP status; 0 when there was no answer
     * @param message    the text of the answer
     * @param fields     `{field, message}` of what was wrong with the request
     * @param retryAfter seconds after which the same may succeed; 0 when unknown
     */
    constructor(status, message, fields = [], retryAfter = 0) {
        super(message);
        Object.assign(this, { status, fields, retryAfter });
    }

    static async of(answer) {
        const body = await answer.json().catch(() => ({}));
        const text = body.error ?? `The service answered ${answer.status} ${answer.statusText}`.trim();
        return new Problem(answer.status, text, body.errors ?? [], Number(answer.headers.get("Retry-After")) || 0);
    }

    /** For failures of `fetch`, which says nothing of use; an abort stays one. */
    static unreachable(failure) {
        throw failure.name === "AbortError" ? failure : new Problem(0, "The service can't be reached");
    }
}

/** The address of a route of the API; relative to this page, wherever a proxy has put it. `//…` has no prefix. */
export function addressOf(path) {
    const route = path.startsWith("//") ? path.slice(2) : `dictation-studio${path}`;
    return new URL(route, document.baseURI).href;
}
