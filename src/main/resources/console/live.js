import { send } from "./api.js";
import { readEvents } from "./events.js";
import { account } from "./session.js";
import { store } from "./store.js";

/** The stream of projections, as it is asked for and as a `Curl` shows it. */
export const STREAM = { path: "/admin/projections/stream", accept: "text/event-stream" };

/** How far back plots go. */
export const PLOTTED_SECONDS = 600;

/** How the stream does: `connecting`, `live`, `waiting` (then `retryAt`, epoch milliseconds), `resting`, `refused`. */
export const connection = store({ state: "connecting" });

/** The last word on the projections, `{at, projections}`; `null` before the first. */
export const projections = store(null);

/** One sample a second, the oldest first: `{at, of: {name: {lagEvents, lagMillis, appliedPerSecond}}}`; `of` is `null` for gaps. */
export const samples = store([]);

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
// The service says something every 15 seconds, if only a comment.
const SILENCE_MS = 40_000;
const HIDDEN_MS = 60_000;

let stop = null;
let failures = 0;
let timer = null;

/** Follows the stream as long as somebody is signed in and looks; keeps the samples. */
export function startLive() {
    account.subscribe((who) => (who ? begin() : quit()));
    document.addEventListener("visibilitychange", () => {
        if (document.hidden) {
            // A forgotten tab must not hold one of the few streams a node gives.
            timer ??= setTimeout(rest, HIDDEN_MS);
        } else {
            wake();
        }
    });
    window.addEventListener("online", () => connection.get().state === "waiting" && begin());
    setInterval(sample, 1_000);
}

/** Shows what an act answered at once, instead of when the stream tells it. */
export function note(rebuild) {
    const known = projections.get();
    projections.set({
        ...known,
        projections: known.projections.map((projection) =>
            projection.name === rebuild.projection ? { ...projection, rebuild } : projection),
    });
}

/** Connects now instead of when the pause is over. */
export const connectNow = () => begin();

function rest() {
    timer = null;
    if (account.get()) {
        cut();
        connection.set({ state: "resting" });
    }
}

function wake() {
    clearTimeout(timer);
    timer = null;
    if (account.get() && connection.get().state === "resting") {
        begin();
    }
}

function begin() {
    cut();
    stop = new AbortController();
    failures = 0;
    follow(stop.signal);
}

function cut() {
    stop?.abort();
    stop = null;
}

function quit() {
    cut();
    projections.set(null);
    samples.set([]);
}

async function follow(signal) {
    while (!signal.aborted) {
        connection.set({ state: "connecting" });
        let pause = 0;
        try {
            await read(signal);
        } catch (failure) {
            if (signal.aborted) {
                return;
            }
            if (failure.status === 403) {
                connection.set({ state: "refused", problem: failure.message });
                return;
            }
            pause = (failure.retryAfter ?? 0) * 1_000;
        }
        if (signal.aborted) {
            return;
        }
        // Doubled each time, and spread, so that all consoles don't come back in the same moment.
        const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures) * (0.5 + Math.random() / 2);
        failures += 1;
        const wait = Math.max(delay, pause);
        connection.set({ state: "waiting", retryAt: Date.now() + wait });
        await sleep(wait, signal);
    }
}

/** Reads one answer of the stream to its end. */
async function read(signal) {
    const silence = new AbortController();
    let alarm = setTimeout(() => silence.abort(), SILENCE_MS);
    const heard = () => {
        clearTimeout(alarm);
        alarm = setTimeout(() => silence.abort(), SILENCE_MS);
    };
    try {
        const answer = await send(STREAM, AbortSignal.any([signal, silence.signal]));
        connection.set({ state: "live" });
        await readEvents(answer.body, heard, (event, data) => {
            if (event === "projections") {
                failures = 0;
                projections.set(JSON.parse(data));
            }
        });
    } finally {
        clearTimeout(alarm);
    }
}

function sleep(millis, signal) {
    return new Promise((resolve) => {
        const done = () => {
            clearTimeout(timeout);
            signal.removeEventListener("abort", done);
            resolve();
        };
        const timeout = setTimeout(done, millis);
        signal.addEventListener("abort", done);
    });
}

/** The stream is silent when nothing changes, so what it said last holds for each second since. */
function sample() {
    const known = projections.get();
    if (known === null) {
        return;
    }
    const of = connection.get().state === "live"
        ? Object.fromEntries(known.projections.map((projection) => [projection.name, projection]))
        : null;
    samples.set([...samples.get().slice(-PLOTTED_SECONDS), { at: Date.now() / 1_000, of }]);
}
