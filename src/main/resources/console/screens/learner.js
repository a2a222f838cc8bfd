import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { ask, useAnswer, usePages } from "../api.js";
import { Curls } from "../curl.js";
import { NONE, count, counted, instant, money, sentence, zone } from "../format.js";
import { html } from "../html.js";
import { store, useStore } from "../store.js";
import { ActDialog, Failure, Figure, Loaded, ScreenTitle, State, Time, announce } from "../ui.js";

/** Whose history is shown. Kept here and not in the address, which browsers remember. */
const shown = store("");

const of = (email, what) => `/admin/billing/${encodeURIComponent(email)}/${what}`;
const history = (email) => ({ path: `${of(email, "history")}?limit=200` });
const stateAt = (email, at) => ({ path: `${of(email, "at")}?instant=${encodeURIComponent(at)}` });
const verification = (email) => ({ path: of(email, "verify") });
const rebuild = (email) => (body) => ({
    method: "POST",
    path: `/admin/projections/learners/${encodeURIComponent(email)}/rebuild`,
    body,
});

/** One learner: what became of plan and money, how it stood at any instant, and whether the ledger proves it. */
export function Learner() {
    const email = useStore(shown);
    const [typed, setTyped] = useState(email);
    const field = useId();
    const open = (event) => {
        event.preventDefault();
        shown.set(typed.trim().toLowerCase());
    };
    const example = email || "ada@example.org";
    return html`
        <${ScreenTitle}>Learner<//>
        <form class="search" role="search" onSubmit=${open}>
            <label for=${field}>E-mail</label>
            <input
                id=${field}
                type="email"
                required
                maxlength="254"
                autocomplete="off"
                value=${typed}
                onInput=${(event) => setTyped(event.target.value)}
            />
            <button type="submit" class="primary">Show</button>
        </form>
        ${email && html`<${Account} key=${email} email=${email} />`}
        <${Curls} of=${[
            ["The billing history", history(example)],
            ["How it stood at an instant", stateAt(example, "2026-11-25T12:00:00Z")],
            ["Verify the ledger's entries", verification(example)],
            ["Project the learner anew", rebuild(example)({ reason: "why" })],
        ]} />
    `;
}

function Account({ email }) {
    const entries = usePages(history(email), "entries", "nextCursor");
    const [at, setAt] = useState(null);
    const items = entries.items;
    return html`
        <div class="toolbar">
            <${Verification} email=${email} />
            <${Rebuilding} email=${email} />
        </div>
        <${Loaded} of=${entries}>
            ${items.length === 0
                ? html`<p class="empty">Nothing was ever paid, granted or counted for ${email}.</p>`
                : html`
                    <div class="columns">
                        <${Instant} email=${email} entries=${items} at=${at} onChange=${setAt} />
                        <section aria-labelledby="timeline">
                            <header class="screen">
                                <h2 id="timeline">History</h2>
                                <span class="hint">${zone()}</span>
                            </header>
                            <${Timeline} entries=${items} at=${at} onChoose=${setAt} />
                            ${entries.more && html`
                                <button type="button" onClick=${entries.more}>${entries.busy ? "Loading…" : "Show more"}</button>
                            `}
                        </section>
                    </div>
                `}
        <//>
    `;
}

function Timeline({ entries, at, onChoose }) {
    return html`
        <ol class="timeline">
            ${entries.map((entry) => {
                const isLater = at !== null && entry.recordedAt > at;
                return html`
                    <li key=${entry.position} class=${isLater ? "later" : ""}>
                        <p>
                            <${Time} at=${entry.recordedAt} />
                            <strong>${sentence(entry.name)}</strong>
                            ${isLater && html`<span class="hint">later</span>`}
                        </p>
                        <${PlanChange} of=${entry} />
                        <p class="hint">
                            ${[
                                entry.amount !== undefined && money(entry.amount, entry.currency),
                                entry.refunded > 0 && `${money(entry.refunded, entry.currency)} given back`,
                                entry.source && `via ${entry.source}`,
                                entry.reason,
                                entry.cause && `cause ${entry.cause}`,
                                entry.reasonCode && `reason ${entry.reasonCode}`,
                                entry.reference,
                            ].filter(Boolean).join(" · ")}
                        </p>
                        <details>
                            <summary>Proof</summary>
                            <dl class="proof">
                                <${Figure} name="Event"><code>${entry.name}@${entry.revision}</code><//>
                                <${Figure} name="Stream"><code>${entry.stream} #${entry.streamSequence}</code><//>
                                <${Figure} name="Position"><code>${entry.position}</code><//>
                                <${Figure} name="Occurred"><${Time} at=${entry.occurredAt} withMillis /><//>
                                <${Figure} name="Actor"><code>${entry.actor ?? NONE}</code><//>
                                <${Figure} name="Request"><code>${entry.requestId ?? NONE}</code><//>
                                <${Figure} name="Hash"><code>${entry.hash}</code><//>
                            </dl>
                        </details>
                        <button type="button" class="quiet" onClick=${() => onChoose(entry.recordedAt)}>
                            State here<span class="unseen">: ${sentence(entry.name)}, ${instant(entry.recordedAt)}</span>
                        </button>
                    </li>
                `;
            })}
        </ol>
    `;
}

function PlanChange({ of: { before, after } }) {
    if (before.plan === after.plan && before.expiresAt === after.expiresAt) {
        return null;
    }
    return html`
        <p class="change">
            ${before.plan} <span aria-label="to">→</span> <strong>${after.plan}</strong>
            ${after.expiresAt && html` until <${Time} at=${after.expiresAt} />`}
        </p>
    `;
}

const STEPS = 1_000;

/** A slider from before the first entry until now, and what stood at the instant it points to. */
function Instant({ email, entries, at, onChange }) {
    const field = useId();
    const until = useMemo(() => Date.now(), [entries.length]);
    const from = Date.parse(entries[0].recordedAt) - 1_000;
    const chosen = at === null ? until : Date.parse(at);
    const step = Math.round((STEPS * (chosen - from)) / (until - from));
    const move = (to) => onChange(to >= STEPS ? null : new Date(from + ((until - from) * to) / STEPS).toISOString());
    const earlier = entries.findLast((entry) => Date.parse(entry.recordedAt) < chosen);
    const later = entries.find((entry) => Date.parse(entry.recordedAt) > chosen);
    const asked = useSettled(new Date(chosen).toISOString());
    const state = useAnswer(stateAt(email, asked));
    return html`
        <section class="card instant" aria-labelledby=${`${field}-title`}>
            <h2 id=${`${field}-title`}>State at an instant</h2>
            <label for=${field}>
                ${at === null ? "Now, " : ""}<output for=${field}>${instant(chosen)}</output>
            </label>
            <input
                id=${field}
                type="range"
                min="0"
                max=${STEPS}
                value=${step}
                aria-valuetext=${instant(chosen)}
                onInput=${(event) => move(Number(event.target.value))}
            />
            <p class="acts">
                <button type="button" disabled=${!earlier} onClick=${() => onChange(earlier.recordedAt)}>‹ Entry before</button>
                <button type="button" disabled=${!later} onClick=${() => onChange(later.recordedAt)}>Entry after ›</button>
                <button type="button" disabled=${at === null} onClick=${() => onChange(null)}>Now</button>
            </p>
            <${Loaded} of=${state}><${Stood} of=${state.data} /><//>
        </section>
    `;
}

function Stood({ of: state }) {
    const { quota } = state;
    const values = [
        ["Entitled to", state.entitlement.value, state.entitlement],
        ["Plan given", state.plan.value, state.plan],
        ["Ends", html`<${Time} at=${state.expiresAt.value} />`, state.expiresAt],
        ["Subscription", state.recurring.value ? "runs" : "none", state.recurring],
        ["Next payment", html`<${Time} at=${state.nextPaymentAt.value} />`, state.nextPaymentAt],
        ["Cancelled", html`<${Time} at=${state.cancelledAt.value} />`, state.cancelledAt],
        ["Free videos", quota.limit.value < 0 ? "no limit" : `${quota.used.length} of ${quota.limit.value} used`, quota.limit],
        ["Cycle ends", html`<${Time} at=${quota.cycleEndsAt.value} />`, quota.cycleEndsAt],
    ];
    return html`
        <dl class="stood" aria-live="polite">
            ${values.map(([name, value, { by }]) => html`
                <${Figure} key=${name} name=${name}>
                    ${value}
                    ${by.length > 0 && html`
                        <span class="hint because">${[...new Set(by.map((event) => sentence(event.name).toLowerCase()))].join(", ")}</span>
                    `}
                <//>
            `)}
        </dl>
        <p class="hint">${counted(state.entries, "change")} recorded until then.</p>
    `;
}

function Verification({ email }) {
    const [state, setState] = useState({ busy: false });
    const verify = async () => {
        setState({ busy: true });
        try {
            const data = await ask(verification(email));
            setState({ busy: false, data });
            announce(data.ok ? "The ledger is as it was written" : counted(data.found, "finding"));
        } catch (failure) {
            setState({ busy: false, failure });
        }
    };
    const { data } = state;
    return html`
        <div class="verification">
            <button type="button" onClick=${verify} aria-disabled=${state.busy}>${state.busy ? "Verifying…" : "Verify the chain"}</button>
            ${data && html`
                <${State} kind=${data.ok ? "good" : "bad"}>${data.ok ? "As it was written" : counted(data.found, "finding")}<//>
                <span class="hint">
                    ${counted(data.entries, "event")}, ${counted(data.seals, "seal")}${data.unsealed > 0 ? `, ${count(data.unsealed)} not sealed yet` : ""}
                </span>
            `}
            <${Failure} of=${state.failure} />
            ${data?.findings.length > 0 && html`
                <table class="stacked" aria-label="Findings">
                    <thead><tr><th scope="col">Finding</th><th scope="col">Stream</th><th scope="col">Event</th><th scope="col">Seal</th></tr></thead>
                    <tbody>
                        ${data.findings.map((finding) => html`
                            <tr>
                                <th scope="row" data-name="Finding">${sentence(finding.kind)}</th>
                                <td data-name="Stream"><code>${finding.stream ?? NONE} #${finding.sequence ?? NONE}</code></td>
                                <td data-name="Event"><code>${finding.eventId ?? NONE}</code></td>
                                <td data-name="Seal">${finding.seal ?? NONE}</td>
                            </tr>
                        `)}
                    </tbody>
                </table>
            `}
        </div>
    `;
}

function Rebuilding({ email }) {
    const [isOpen, setOpen] = useState(false);
    const [done, setDone] = useState(null);
    return html`
        <div class="verification">
            <button type="button" onClick=${() => setOpen(true)}>Project anew…</button>
            ${done && html`
                <${State} kind="good">Projected anew<//>
                <span class="hint">
                    ${counted(done.events, "event")}, ${counted(done.keys, "key")}${done.deadLetters > 0 ? `, ${counted(done.deadLetters, "dead letter")}` : ""}
                </span>
            `}
        </div>
        ${isOpen && html`
            <${ActDialog}
                act=${{
                    title: "Project one learner anew",
                    confirm: "Project anew",
                    explanation: html`What is shown of <code>${email}</code> is made anew from the events, in one step. Figures that
                        learners share stay as they are.`,
                    question: rebuild(email),
                }}
                onDone=${(answer) => {
                    setDone(answer);
                    announce("The learner is projected anew");
                }}
                onClose=${() => setOpen(false)}
            />
        `}
    `;
}

/** A value once it has stood still for a moment, so that dragging a slider asks once and not for each step. */
function useSettled(value) {
    const [settled, setSettled] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setSettled(value), 200);
        return () => clearTimeout(timer);
    }, [value]);
    return settled;
}
