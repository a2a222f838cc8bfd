import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ask } from "./api.js";
import { Curl } from "./curl.js";
import { duration, instant } from "./format.js";
import { html } from "./html.js";
import { store, useStore } from "./store.js";

const said = store("");

/** Says something to who can't see it happen. */
export const announce = (text) => said.set(text);

/** Where screen readers listen; once on the page. */
export function Announcements() {
    return html`<p class="unseen" role="status" aria-live="polite">${useStore(said)}</p>`;
}

/** A state, in a word beside a sign of its own colour: `kind` is `good`, `busy`, `bad` or `idle`. */
export function State({ kind, children }) {
    return html`<span class=${`state ${kind}`}>${children}</span>`;
}

/** An instant, in the browser's zone; the exact one in UTC when pointed at. */
export function Time({ at, withMillis }) {
    return at ? html`<time datetime=${at} title=${at}>${instant(at, withMillis)}</time>` : "–";
}

/** How long ago. */
export function Ago({ at }) {
    return html`<time datetime=${at} title=${at}>${duration(Math.max(0, Date.now() - new Date(at)))} ago</time>`;
}

/** A figure with its name. */
export function Figure({ name, children }) {
    return html`<div class="figure"><dt>${name}</dt><dd>${children}</dd></div>`;
}

/** What went wrong, with the fields at fault. */
export function Failure({ of, again }) {
    if (!of) {
        return null;
    }
    const fields = of.fields?.map(({ field, message }) => `${field} ${message}`).filter((text) => !of.message.includes(text));
    return html`
        <div class="notice bad" role="alert">
            <p>
                ${of.message}${fields?.length ? `: ${fields.join(", ")}` : ""}
                ${of.retryAfter ? ` Try again in ${duration(of.retryAfter * 1_000)}.` : ""}
            </p>
            ${again && html`<button type="button" onClick=${again}>Try again</button>`}
        </div>
    `;
}

/** A part of a screen that is asked for: what went wrong, or that it is on its way, or what there is. */
export function Loaded({ of: { data, isLoaded = data !== null, failure, busy, reload }, children }) {
    return html`
        <${Failure} of=${failure} again=${reload} />
        ${isLoaded ? children : busy && html`<p class="hint" role="status">Loading…</p>`}
    `;
}

/** A modal dialog: begins where there is something to say, Escape closes it, and focus goes back to where it came from. */
export function Dialog({ title, onClose, wide, children }) {
    const place = useRef(null);
    const heading = useId();
    useEffect(() => {
        place.current.showModal();
        place.current.querySelector("textarea, footer button").focus();
    }, []);
    return html`
        <dialog ref=${place} aria-labelledby=${heading} class=${wide ? "wide" : ""} onClose=${onClose}>
            <header>
                <h2 id=${heading}>${title}</h2>
                <button type="button" class="quiet" aria-label="Close" onClick=${() => place.current.close()}>✕</button>
            </header>
            ${children}
        </dialog>
    `;
}

/**
 * Asks for the reason of an act and for a last yes, shows its command, and has it done.
 *
 * @param act      `{title, confirm, danger, explanation, isReasonOptional, option: {name, label}, question(body)}`
 * @param onDone   told the answer
 * @param onClose  told when it is closed, whatever became of it
 */
export function ActDialog({ act, onDone, onClose }) {
    const [reason, setReason] = useState("");
    const [chosen, setChosen] = useState(false);
    const [failure, setFailure] = useState(null);
    const [busy, setBusy] = useState(false);
    const field = useId();
    const body = {
        ...(reason.trim() !== "" && { reason: reason.trim() }),
        ...(act.option && chosen && { [act.option.name]: true }),
    };
    const question = act.question(body);
    const submit = async (event) => {
        event.preventDefault();
        if (busy) {
            return;
        }
        setBusy(true);
        setFailure(null);
        try {
            const answer = await ask(question);
            onDone(answer);
            event.target.closest("dialog").close();
        } catch (problem) {
            setFailure(problem);
            setBusy(false);
        }
    };
    return html`
        <${Dialog} title=${act.title} onClose=${onClose}>
            <form onSubmit=${submit}>
                <p>${act.explanation}</p>
                <label for=${field}>Reason${act.isReasonOptional ? " (optional)" : ""}</label>
                <textarea
                    id=${field}
                    rows="2"
                    maxlength="500"
                    required=${!act.isReasonOptional}
                    value=${reason}
                    onInput=${(event) => setReason(event.target.value)}
                ></textarea>
                ${act.option && html`
                    <label class="option">
                        <input type="checkbox" checked=${chosen} onChange=${(event) => setChosen(event.target.checked)} />
                        ${act.option.label}
                    </label>
                `}
                <${Curl} of=${question} />
                <${Failure} of=${failure} />
                <footer>
                    <button type="button" onClick=${(event) => event.target.closest("dialog").close()}>Leave it</button>
                    <button type="submit" class=${act.danger ? "danger" : "primary"} aria-disabled=${busy}>
                        ${busy ? "Working…" : act.confirm}
                    </button>
                </footer>
            </form>
        <//>
    `;
}

/** A heading of a screen, which gets the focus when the screen is opened. */
export function ScreenTitle({ children, aside }) {
    const place = useRef(null);
    useEffect(() => {
        document.title = `${place.current.textContent} · Dictation Studio`;
        place.current.focus({ preventScroll: true });
    }, []);
    return html`
        <header class="screen">
            <h1 ref=${place} tabindex="-1">${children}</h1>
            ${aside}
        </header>
    `;
}
