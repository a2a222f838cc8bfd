import { usePages } from "../api.js";
import { Curls } from "../curl.js";
import { NONE, sentence, zone } from "../format.js";
import { html } from "../html.js";
import { Loaded, ScreenTitle, State, Time } from "../ui.js";

const ACTS = { path: "/admin/acts?limit=50" };
const OUTCOMES = { done: "good", begun: "busy", refused: "idle", failed: "bad" };

/** What administrators did to projections and dead letters, the newest first. */
export function Acts() {
    const acts = usePages(ACTS, "acts");
    return html`
        <${ScreenTitle} aside=${html`<button type="button" onClick=${acts.reload}>Look again</button>`}>Acts<//>
        <${Loaded} of=${acts}>
            ${acts.items.length === 0
                ? html`<p class="empty">No administrator has done anything to projections or dead letters yet.</p>`
                : html`
                    <div class="card"><table class="stacked" aria-label="Acts">
                        <thead>
                            <tr>
                                <th scope="col">When <span class="hint">${zone()}</span></th>
                                <th scope="col">Act</th>
                                <th scope="col">On</th>
                                <th scope="col">Outcome</th>
                                <th scope="col">Reason</th>
                                <th scope="col">By</th>
                            </tr>
                        </thead>
                        <tbody>
                            ${acts.items.map((act) => html`
                                <tr key=${act.id}>
                                    <td data-name="When"><${Time} at=${act.at} /></td>
                                    <th scope="row" data-name="Act">${sentence(act.act)}</th>
                                    <td data-name="On"><code>${act.target}</code></td>
                                    <td data-name="Outcome">
                                        <${State} kind=${OUTCOMES[act.outcome] ?? "idle"}>${act.outcome}<//>
                                        ${act.detail && html`<span class="hint"> ${act.detail}</span>`}
                                    </td>
                                    <td data-name="Reason">${act.reason || NONE}</td>
                                    <td data-name="By">${act.actor}</td>
                                </tr>
                            `)}
                        </tbody>
                    </table></div>
                `}
            ${acts.more && html`<button type="button" onClick=${acts.more}>${acts.busy ? "Loading…" : "Show more"}</button>`}
        <//>
        <${Curls} of=${[["The last acts; the answer's cursor leads to those before", ACTS]]} />
    `;
}
