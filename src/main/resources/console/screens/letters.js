import { useEffect, useState } from "preact/hooks";
import { ask, usePages, withQuery } from "../api.js";
import { Curls } from "../curl.js";
import { NONE, count, counted, duration } from "../format.js";
import { html } from "../html.js";
import { projections } from "../live.js";
import { useStore } from "../store.js";
import { ActDialog, Dialog, Failure, Loaded, ScreenTitle, State, Time, announce } from "../ui.js";

const list = (name) => ({ path: `/admin/projections/${name}/dead-letters` });
const retry = (name, id, isDry, cursor) => ({
    method: "POST",
    path: withQuery(`/admin/projections/${name}/dead-letters/${id === null ? "" : `${encodeURIComponent(id)}/`}retry`, {
        dryRun: isDry || null,
        cursor,
    }),
});
const discard = (name, id, body) => ({
    method: "POST",
    path: `/admin/projections/${name}/dead-letters/${encodeURIComponent(id)}/discard`,
    body,
});

/** Most sequences that the answer to a retry of all is shown of. */
const SHOWN = 100;

/** Tries one letter, or all of them, page by page. */
async function tried(name, id, isDry) {
    if (id !== null) {
        return { isDry, results: [await ask(retry(name, id, isDry))] };
    }
    const all = { isDry, results: [], applied: 0, parked: 0 };
    let cursor = null;
    do {
        const page = await ask(retry(name, null, isDry, cursor));
        all.results.push(...page.results);
        all.applied += page.applied;
        all.parked += page.parked;
        cursor = page.cursor;
    } while (cursor !== null);
    return all;
}

/** Events that could not be applied, by projection. */
export function DeadLetters({ name: asked }) {
    const known = useStore(projections)?.projections ?? [];
    const name = asked || known.find(({ deadLetters }) => deadLetters > 0)?.name || known[0]?.name || "learners";
    const letters = usePages(list(name), "deadLetters");
    const [result, setResult] = useState(null);
    const [failure, setFailure] = useState(null);
    const [busy, setBusy] = useState(null);
    const [discarded, setDiscarded] = useState(null);
    const waiting = known.find((projection) => projection.name === name)?.deadLetters;
    useEffect(() => {
        // Letters come and go while the list is looked at; where there are more pages, those who turn them find the new ones.
        if (letters.isLoaded && letters.more === null && waiting !== undefined && waiting !== letters.items.length) {
            letters.reload();
        }
    }, [waiting, letters.isLoaded]);

    const run = async (id, isDry) => {
        if (busy !== null) {
            return;
        }
        setBusy(id ?? "all");
        setFailure(null);
        try {
            setResult(await tried(name, id, isDry));
            if (!isDry) {
                letters.reload();
            }
        } catch (problem) {
            setFailure(problem);
        } finally {
            setBusy(null);
        }
    };
    const all = letters.items.length > 0;
    const example = letters.items[0]?.id ?? "event-id";
    return html`
        <${ScreenTitle} aside=${html`
            <span class="acts">
                <button type="button" disabled=${!all} onClick=${() => run(null, true)}>Dry run of all</button>
                <button type="button" disabled=${!all} onClick=${() => run(null, false)}>Retry all</button>
            </span>
        `}>Dead letters<//>
        <p class="hint">
            An event that could not be applied waits here, and later ones of the same learner behind it. Others go on.
        </p>
        <nav class="tabs" aria-label="Projections">
            ${known.map((projection) => html`
                <a
                    key=${projection.name}
                    href=${`#/dead-letters/${projection.name}`}
                    aria-current=${projection.name === name ? "page" : undefined}
                >${projection.name} <span class="tally">${count(projection.deadLetters)}</span></a>
            `)}
        </nav>
        <${Failure} of=${failure} />
        <${Loaded} of=${letters}>
            ${all
                ? html`<div class="card"><${Letters} of=${letters.items} busy=${busy} onRun=${run} onDiscard=${setDiscarded} /></div>`
                : html`<p class="empty">No dead letters in ${name}.</p>`}
            ${letters.more && html`<button type="button" onClick=${letters.more}>${letters.busy ? "Loading…" : "Show more"}</button>`}
        <//>
        <${Curls} of=${[
            [`Dead letters of ${name}`, list(name)],
            ["What a retry would change", retry(name, example, true)],
            ["Retry one, with those before it of the same sequence", retry(name, example, false)],
            ["Retry all", retry(name, null, false)],
            ["Discard one", discard(name, example, { reason: "why" })],
        ]} />
        ${result && html`<${Result} of=${result} onClose=${() => setResult(null)} />`}
        ${discarded && html`
            <${ActDialog}
                act=${{
                    title: "Discard a dead letter",
                    confirm: "Discard",
                    danger: true,
                    explanation: html`<code>${discarded.event?.name ?? discarded.id}</code> will never be applied to ${name}; what waits behind it is
                        tried again. A rebuild meets it once more.`,
                    question: (body) => discard(name, discarded.id, body),
                }}
                onDone=${() => {
                    announce("The dead letter is discarded");
                    letters.reload();
                }}
                onClose=${() => setDiscarded(null)}
            />
        `}
    `;
}

function Letters({ of, busy, onRun, onDiscard }) {
    return html`
        <table class="stacked" aria-label="Dead letters">
            <thead>
                <tr>
                    <th scope="col">Event</th>
                    <th scope="col">Error</th>
                    <th scope="col" class="number">Age</th>
                    <th scope="col"><span class="unseen">What to do</span></th>
                </tr>
            </thead>
            <tbody>
                ${of.map((letter) => html`
                    <tr key=${letter.id} aria-busy=${busy === letter.id}>
                        <th scope="row" data-name="Event">
                            ${letter.event
                                ? html`
                                    <code>${letter.event.name}@${letter.event.revision}</code><br />
                                    <code class="hint">${letter.event.stream} #${letter.event.streamSequence}</code><br />
                                `
                                : html`No longer in the event store<br />`}
                            <code class="hint">${letter.id}</code>
                        </th>
                        <td data-name="Error">
                            ${letter.behind
                                ? html`<${State} kind="idle">waits behind another<//>`
                                : html`<${State} kind="bad">${letter.error ?? "failed"}<//>`}
                        </td>
                        <td data-name="Age" class="number">${letter.ageSeconds === null ? NONE : duration(letter.ageSeconds * 1_000)}</td>
                        <td>
                            <div class="acts">
                                <button type="button" onClick=${() => onRun(letter.id, true)}>Dry run</button>
                                <button type="button" onClick=${() => onRun(letter.id, false)}>Retry</button>
                                <button type="button" onClick=${() => onDiscard(letter)}>Discard…</button>
                            </div>
                        </td>
                    </tr>
                `)}
            </tbody>
        </table>
    `;
}

function Result({ of: { isDry, results, applied, parked }, onClose }) {
    return html`
        <${Dialog} wide title=${isDry ? "What a retry would do" : "What the retry did"} onClose=${onClose}>
            ${parked !== undefined && html`
                <p>${counted(applied, "event")} ${isDry ? "would be applied" : "applied"}, ${counted(parked, "sequence")} still parked.</p>
            `}
            ${results.slice(0, SHOWN).map((result) => html`<${Tried} key=${result.id ?? result.sequence} of=${result} isDry=${isDry} />`)}
            ${results.length > SHOWN && html`<p class="hint">The first ${SHOWN} of ${count(results.length)} sequences are shown.</p>`}
            <footer>
                <button type="button" onClick=${(event) => event.target.closest("dialog").close()}>Close</button>
            </footer>
        <//>
    `;
}

function Tried({ of: { id, sequence, outcome, error, applied, waiting, changes, changedKeys }, isDry }) {
    const [kind, word] = outcome === "applied"
        ? ["good", isDry ? "would be applied" : "applied"]
        : ["bad", isDry ? "would stay parked" : "still parked"];
    return html`
        <section class="result">
            <p class="progress">
                <code>${id ?? sequence}</code>
                <${State} kind=${kind}>${word}<//>
                ${error && html`<code>${error}</code>`}
                <span class="hint">${counted(applied, "event")} of the sequence, ${count(waiting)} left</span>
            </p>
            ${changes.length > 0 && html`<${Changes} of=${changes} />`}
            ${changedKeys > changes.length && html`<p class="hint">The first ${changes.length} of ${count(changedKeys)} keys are shown.</p>`}
        </section>
    `;
}

function Changes({ of }) {
    return html`
        <table class="stacked" aria-label="Changes">
            <thead>
                <tr><th scope="col">Key</th><th scope="col">Change</th><th scope="col">Expires</th></tr>
            </thead>
            <tbody>
                ${of.map((change) => html`
                    <tr key=${change.key}>
                        <th scope="row" data-name="Key"><code>${change.key}</code></th>
                        <td data-name="Change">${said(change) || NONE}</td>
                        <td data-name="Expires"><${Time} at=${change.expires} /></td>
                    </tr>
                `)}
            </tbody>
        </table>
    `;
}

/** What would be done to a key; lengths instead of values. */
function said({ replaced, bytes, members, fields }) {
    const length = (number) => (number === undefined ? "" : ` (${counted(number, "byte")})`);
    return [
        replaced && "replaced",
        bytes !== undefined && `set${length(bytes)}`,
        members !== undefined && counted(members, "member"),
        ...fields.map((field) => `${field.name} ${field.effect}${length(field.bytes)}`),
    ].filter(Boolean).join(", ");
}
