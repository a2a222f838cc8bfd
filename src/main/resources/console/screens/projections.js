import { useMemo, useState } from "preact/hooks";
import { ask } from "../api.js";
import { Chart } from "../chart.js";
import { Curls } from "../curl.js";
import { NONE, count, counted, duration, rate } from "../format.js";
import { html } from "../html.js";
import { PLOTTED_SECONDS, STREAM, note, projections, samples } from "../live.js";
import { useStore } from "../store.js";
import { ActDialog, Ago, Failure, Figure, ScreenTitle, State, Time } from "../ui.js";
import { Rebuild, isRunning } from "./rebuild.js";

const STATES = { live: ["good", "Live"], filling: ["busy", "Filling"], unavailable: ["bad", "Unavailable"] };

/** What is done to a projection as a whole; each is a `question` of the projection's name and the body. */
const post = (name, path) => (body) => ({ method: "POST", path: `/admin/projections/${name}/${path}`, body });

const ACTS = {
    rebuild: ({ name }) => ({
        title: `Rebuild ${name}`,
        confirm: "Start rebuild",
        explanation: "All events are projected anew beside what is live. Reads and writes go on; at the end both are compared"
            + " and exchanged, and the former one is kept for a rollback.",
        option: { name: "holdOnDifferences", label: "Hold before the exchange if the two differ" },
        question: post(name, "rebuild"),
    }),
    rollback: ({ name, kept }) => ({
        title: `Roll ${name} back`,
        confirm: "Roll back",
        danger: true,
        explanation: html`The generation kept since <${Time} at=${kept.since} /> catches up with the events that came since and
            takes the place of the one that is live, which is kept in its stead.`,
        question: post(name, "rollback"),
    }),
    cancel: ({ name }) => ({
        title: `Cancel the ${name} rebuild`,
        confirm: "Cancel rebuild",
        danger: true,
        isReasonOptional: true,
        explanation: "What has been filled so far is dropped. What is live stays as it is.",
        question: post(name, "rebuild/cancel"),
    }),
    pause: ({ name }) => ({ question: post(name, "rebuild/pause") }),
    resume: ({ name }) => ({ question: post(name, "rebuild/resume") }),
};

/** All projections with what goes on in them. */
export function Projections() {
    const known = useStore(projections);
    const names = known?.projections.map(({ name }) => name) ?? [];
    const first = names[0] ?? "learners";
    return html`
        <${ScreenTitle} aside=${known && html`<span class="hint">as of <${Time} at=${known.at} /></span>`}>Projections<//>
        ${known === null
            ? html`<p class="hint" role="status">Waiting for the first news…</p>`
            : html`
                <${Plots} names=${names} />
                ${known.projections.map((projection) => html`<${Projection} key=${projection.name} of=${projection} />`)}
            `}
        <${Curls} of=${[
            ["The state of all projections, and again whenever it changes", { path: "/admin/projections" }],
            ["The stream that this page follows", STREAM],
            [`Start a rebuild of ${first}`, ACTS.rebuild({ name: first }).question({ reason: "why", holdOnDifferences: true })],
            ["Pause, resume or cancel it", ACTS.pause({ name: first }).question({})],
            ["Go back to the kept generation", ACTS.rollback({ name: first, kept: {} }).question({ reason: "why" })],
        ]} />
    `;
}

function Plots({ names }) {
    const taken = useStore(samples);
    const [unit, setUnit] = useState("lagMillis");
    const { times, lag, throughput } = useMemo(() => {
        const of = (field) => names.map((name) => taken.map((sample) => sample.of?.[name]?.[field] ?? null));
        return { times: taken.map(({ at }) => at), lag: of(unit), throughput: of("appliedPerSecond") };
    }, [taken, unit, names.join()]);
    const units = [["lagMillis", "time"], ["lagEvents", "events"]];
    return html`
        <section class="plots" aria-label="Lag and throughput">
            <div>
                <fieldset class="choice">
                    <legend class="unseen">Unit of the lag</legend>
                    ${units.map(([value, label]) => html`
                        <label key=${value}>
                            <input type="radio" name="unit" checked=${unit === value} onChange=${() => setUnit(value)} />
                            ${label}
                        </label>
                    `)}
                </fieldset>
                <${Chart}
                    key=${unit}
                    title=${unit === "lagMillis" ? "Lag, ms" : "Lag, events"}
                    names=${names}
                    times=${times}
                    values=${lag}
                    seconds=${PLOTTED_SECONDS}
                    show=${unit === "lagMillis" ? duration : count}
                />
            </div>
            <div>
                <${Chart}
                    title="Throughput, events per second"
                    names=${names}
                    times=${times}
                    values=${throughput}
                    seconds=${PLOTTED_SECONDS}
                    show=${rate}
                />
            </div>
        </section>
    `;
}

function Projection({ of }) {
    const [act, setAct] = useState(null);
    const [failure, setFailure] = useState(null);
    const [kind, word] = STATES[of.state] ?? ["busy", of.state];
    const running = isRunning(of.rebuild);
    const heading = `projection-${of.name}`;

    const begin = async (name) => {
        setFailure(null);
        const begun = ACTS[name](of);
        if (begun.title) {
            setAct(begun);
            return;
        }
        try {
            note(await ask(begun.question({})));
        } catch (problem) {
            setFailure(problem);
        }
    };
    return html`
        <article class="card" aria-labelledby=${heading}>
            <header>
                <h2 id=${heading}>${of.name}</h2>
                <${State} kind=${kind}>${word}<//>
                <span class="hint">database ${of.database} · layout ${of.layout ?? NONE} · epoch <code>${of.epoch ?? NONE}</code></span>
                <span class="acts">
                    <button type="button" disabled=${running} onClick=${() => begin("rebuild")}>Rebuild…</button>
                    <button type="button" disabled=${running || !of.kept} onClick=${() => begin("rollback")}>Roll back…</button>
                </span>
            </header>
            ${of.problem && html`<p class="notice bad">${of.problem}</p>`}
            <dl class="figures">
                <${Figure} name="Lag">${counted(of.lagEvents, "event")}<//>
                <${Figure} name="Behind">${duration(of.lagMillis)}<//>
                <${Figure} name="Throughput">${rate(of.appliedPerSecond)}/s<//>
                <${Figure} name="Dead letters">
                    ${of.deadLetters === 0 ? "0" : html`<a href=${`#/dead-letters/${of.name}`}>${count(of.deadLetters)}</a>`}
                <//>
                <${Figure} name="Kept for a rollback">
                    <span class="soft">${of.kept ? html`since <${Ago} at=${of.kept.since} />` : "nothing"}</span>
                <//>
            </dl>
            <${Failure} of=${failure} />
            ${of.rebuild && html`<${Rebuild} of=${of.rebuild} onAct=${begin} />`}
            <${Segments} of=${of.segments} label=${`Segments of ${of.name}`} />
            ${act && html`<${ActDialog} act=${act} onDone=${note} onClose=${() => setAct(null)} />`}
        </article>
    `;
}

function Segments({ of, label }) {
    return html`
        <table class="stacked dense" aria-label=${label}>
            <thead>
                <tr>
                    <th scope="col">Segment</th>
                    <th scope="col">Owner</th>
                    <th scope="col">Position</th>
                    <th scope="col" class="number">Lag</th>
                    <th scope="col" class="number">Behind</th>
                    <th scope="col" class="number">Dead letters</th>
                </tr>
            </thead>
            <tbody>
                ${of.map((segment) => html`
                    <tr key=${segment.segment}>
                        <th scope="row" data-name="Segment">${segment.segment}</th>
                        <td data-name="Owner">
                            ${segment.owner ? html`<code>${segment.owner}</code>` : html`<${State} kind="bad">nobody<//>`}
                        </td>
                        <td data-name="Position">
                            <code>${segment.position ? `${segment.position.generation}:${segment.position.sequence}` : NONE}</code>
                        </td>
                        <td data-name="Lag" class="number">${count(segment.lagEvents)}</td>
                        <td data-name="Behind" class="number">${duration(segment.lagMillis)}</td>
                        <td data-name="Dead letters" class="number">${count(segment.deadLetters)}</td>
                    </tr>
                `)}
            </tbody>
        </table>
    `;
}
