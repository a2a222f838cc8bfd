import { useCallback, useEffect, useState } from "preact/hooks";
import { Problem, addressOf } from "./problem.js";
import { accessToken, end, ended, replace } from "./session.js";

/**
 * Sends a request as who is signed in.
 *
 * @param question `{method, path, body, accept}`; `GET` and no body if absent. The same value is what a `Curl` shows.
 * @param signal   aborts it
 * @return the answer, a good one
 * @throws Problem for every other
 */
export async function send(question, signal) {
    const until = signal ? AbortSignal.any([signal, ended()]) : ended();
    let token = await accessToken();
    let answer = await attempt(question, token, until);
    if (answer.status === 401) {
        token = await replace(token);
        answer = await attempt(question, token, until);
    }
    if (answer.status === 401) {
        end("Your sign-in has ended. Please sign in again.");
    }
    if (!answer.ok && !question.tolerates?.includes(answer.status)) {
        throw await Problem.of(answer);
    }
    return answer;
}

/** The JSON of the answer. */
export async function ask(question, signal) {
    const answer = await send(question, signal);
    return answer.json().catch((failure) => {
        throw failure.name === "AbortError" ? failure : new Problem(answer.status, "The answer could not be read");
    });
}

function attempt({ method = "GET", path, body, accept = "application/json" }, token, signal) {
    return fetch(addressOf(path), {
        method,
        headers: {
            Accept: accept,
            Authorization: `Bearer ${token}`,
            ...(body && { "Content-Type": "application/json" }),
        },
        body: body && JSON.stringify(body),
        cache: "no-store",
        signal,
    }).catch(Problem.unreachable);
}

/**
 * The answer to a question while a screen is shown; asked again when the question changes and with `reload`.
 *
 * @param question `null` asks nothing
 * @return `{data, failure, busy, reload}`; `data` stays while the same is asked again
 */
export function useAnswer(question) {
    const key = JSON.stringify(question);
    const nothing = { key, data: null, failure: null, busy: question !== null };
    const [state, setState] = useState(nothing);
    const [round, setRound] = useState(0);
    useEffect(() => {
        if (question === null) {
            return undefined;
        }
        const stop = new AbortController();
        setState((before) => (before.key === key ? { ...before, busy: true } : nothing));
        ask(question, stop.signal)
            .then((data) => setState({ key, data, failure: null, busy: false }))
            .catch((failure) => {
                if (!stop.signal.aborted) {
                    setState((before) => ({ ...before, failure, busy: false }));
                }
            });
        return () => stop.abort();
    }, [key, round]);
    const reload = useCallback(() => setRound((before) => before + 1), []);
    return { ...(state.key === key ? state : nothing), reload };
}

/**
 * Pages of a list, put together.
 *
 * @param first  the question for the first page; `null` asks nothing
 * @param list   name of the list in an answer
 * @param cursor name of the field in an answer that is the `cursor` of the next page
 * @return `{items, failure, busy, isLoaded, more, reload}`; `more` asks for the next page and is `null` at the end
 */
export function usePages(first, list, cursor = "cursor") {
    const { data, failure, busy, reload } = useAnswer(first);
    const [further, setFurther] = useState({ of: null, pages: [], failure: null, busy: false });
    const { pages, failure: laterFailure, busy: laterBusy } =
        further.of === data ? further : { pages: [], failure: null, busy: false };
    const all = data === null ? [] : [data, ...pages];
    const at = all.at(-1)?.[cursor] ?? null;
    const more = async () => {
        setFurther({ of: data, pages, failure: null, busy: true });
        try {
            const page = await ask({ ...first, path: withQuery(first.path, { cursor: at }) });
            setFurther({ of: data, pages: [...pages, page], failure: null, busy: false });
        } catch (problem) {
            setFurther({ of: data, pages, failure: problem, busy: false });
        }
    };
    return {
        items: all.flatMap((page) => page[list]),
        failure: failure ?? laterFailure,
        busy: busy || laterBusy,
        isLoaded: data !== null,
        more: at === null ? null : more,
        reload,
    };
}

/** A path with parameters; absent ones are left out. */
export function withQuery(path, parameters) {
    const query = Object.entries(parameters)
        .filter(([, value]) => value !== undefined && value !== null && value !== "")
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join("&");
    return query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
}
