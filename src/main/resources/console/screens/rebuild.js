import { useEffect, useId } from "preact/hooks";
import { NONE, count, counted, duration, rate, sentence } from "../format.js";
import { html } from "../html.js";
import { Ago, State, Time, announce } from "../ui.js";

const WAY = ["filling", "catching_up", "comparing", "holding", "flipping", "done"];
const ENDS = { done: ["good", "Done"], failed: ["bad", "Failed"], cancelled: ["idle", "Cancelled"] };

/** Whether a rebuild has not come to its end. */
export const isRunning = (rebuild) => Boolean(rebuild) && !(rebuild.phase in ENDS);

/** A rebuild or rollback: how far it is while it runs, else what became of it. */
export function Rebuild({ of, onAct }) {
    return isRunning(of) ? html`<${Running} of=${of} onAct=${onAct} />` : html`<${Ended} of=${of} />`;
}

function Running({ of, onAct }) {
    const label = useId();
    const share = of.total === 0 ? 1 : Math.min(1, of.processed / of.total);
    const percent = `${(100 * share).toFixed(1)} %`;
    const phase = sentence(of.phase);
    const tenth = Math.floor(share * 10);
    useEffect(() => {
        announce(`${sentence(of.kind)} of ${of.projection}: ${of.paused ? "paused" : phase}, ${tenth * 10} percent`);
    }, [of.phase, of.paused, tenth]);
    const isHeld = of.phase === "holding";
    return html`
        <section class="rebuild" aria-labelledby=${label}>
            <header>
                <h3 id=${label}>${sentence(of.kind)}</h3>
                <${State} kind=${of.paused || isHeld ? "idle" : "busy"}>${of.paused ? "Paused" : phase}<//>
                <span class="acts">
                    ${!of.paused && !isHeld && of.phase !== "flipping" && html`
                        <button type="button" onClick=${() => onAct("pause")}>Pause</button>
                    `}
                    ${of.paused && html`<button type="button" class="primary" onClick=${() => onAct("resume")}>Resume</button>`}
                    ${isHeld && !of.paused && html`
                        <button type="button" class="primary" onClick=${() => onAct("resume")}>Exchange all the same</button>
                    `}
                    ${of.phase !== "flipping" && html`<button type="button" onClick=${() => onAct("cancel")}>Cancel…</button>`}
                </span>
            </header>
            <${Way} of=${of} />
            <progress max="1" value=${share} aria-labelledby=${label}>${percent}</progress>
            <p class="progress">
                <strong>${percent}</strong>
                <span>${count(of.processed)} of ${count(of.total)} events</span>
                <span>${rate(of.eventsPerSecond)}/s</span>
                <span>${of.etaSeconds === null ? "time left unknown" : `${duration(of.etaSeconds * 1_000)} left`}</span>
                ${of.holdOnDifferences && html`<span>holds if there are differences</span>`}
            </p>
            ${of.problem && html`<p class="notice bad">${of.problem}</p>`}
            <${Asked} of=${of} />
            <${Differences} of=${of.differences} isOpen=${isHeld} />
        </section>
    `;
}

/** The phases there are, the one it is in marked. */
function Way({ of }) {
    const way = WAY.filter((phase) =>
        phase === "holding" ? of.phase === "holding" : phase !== "filling" || of.kind !== "rollback");
    const at = way.indexOf(of.phase);
    return html`
        <ol class="way" aria-label="Phases">
            ${way.map((phase, index) => html`
                <li key=${phase} class=${index < at ? "past" : ""} aria-current=${index === at ? "step" : undefined}>
                    ${sentence(phase)}
                </li>
            `)}
        </ol>
    `;
}

function Ended({ of }) {
    const [kind, word] = ENDS[of.phase];
    useEffect(() => {
        // One that was over long before this page was opened is no news.
        if (Date.now() - new Date(of.finishedAt) < 5_000) {
            announce(`${sentence(of.kind)} of ${of.projection}: ${word}`);
        }
    }, [of.id, of.phase]);
    const took = of.finishedAt ? duration(new Date(of.finishedAt) - new Date(of.requestedAt)) : NONE;
    return html`
        <section class="rebuild over">
            <p class="progress">
                <span>Last ${of.kind}</span>
                <${State} kind=${kind}>${word}<//>
                ${of.finishedAt && html`<span><${Ago} at=${of.finishedAt} /></span>`}
                <span>${counted(of.processed, "event")} in ${took}</span>
            </p>
            ${of.problem && html`<p class="notice bad">${of.problem}</p>`}
            <${Asked} of=${of} />
            <${Differences} of=${of.differences} />
        </section>
    `;
}

function Asked({ of }) {
    return html`
        <p class="hint">Asked for by ${of.requestedBy}, <${Time} at=${of.requestedAt} />: “${of.reason}”</p>
    `;
}

function Differences({ of, isOpen }) {
    if (!of) {
        return null;
    }
    if (of.count === 0) {
        return html`<p class="hint">The two generations were equal, key by key.</p>`;
    }
    return html`
        <details open=${isOpen}>
            <summary>${counted(of.count, "difference")}</summary>
            <table class="stacked" aria-label="Examples of differences">
                <thead>
                    <tr><th scope="col">Key</th><th scope="col">New generation</th><th scope="col">Fields</th></tr>
                </thead>
                <tbody>
                    ${of.examples.map((example) => html`
                        <tr key=${example.key}>
                            <th scope="row" data-name="Key"><code>${example.key}</code></th>
                            <td data-name="New generation">${example.kind}</td>
                            <td data-name="Fields"><code>${example.fields?.join(", ") || NONE}</code></td>
                        </tr>
                    `)}
                </tbody>
            </table>
            ${of.count > of.examples.length && html`<p class="hint">The first ${of.examples.length} are shown.</p>`}
        </details>
    `;
}
