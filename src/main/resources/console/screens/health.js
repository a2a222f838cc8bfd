import { useEffect } from "preact/hooks";
import { useAnswer } from "../api.js";
import { Curls } from "../curl.js";
import { bytes, sentence } from "../format.js";
import { html } from "../html.js";
import { Figure, Loaded, ScreenTitle, State } from "../ui.js";

// Answers 503 when something is down, with the same body.
const HEALTH = { path: "//actuator/health", tolerates: [503] };
const REFRESH_MS = 15_000;
const BYTES = new Set(["total", "free", "threshold"]);

const WORDS = {
    UP: ["good", "Up"],
    DOWN: ["bad", "Down"],
    OUT_OF_SERVICE: ["bad", "Out of service"],
    UNKNOWN: ["idle", "Unknown"],
};

/** What the node that answers thinks of itself and of the stores. */
export function Health() {
    const health = useAnswer(HEALTH);
    useEffect(() => {
        const timer = setInterval(() => !document.hidden && health.reload(), REFRESH_MS);
        return () => clearInterval(timer);
    }, [health.reload]);
    return html`
        <${ScreenTitle} aside=${health.data && html`
            <${Status} of=${health.data.status} />
            <button type="button" onClick=${health.reload}>Look again</button>
        `}>Health<//>
        <${Loaded} of=${health}>
            <div class="card">
                <table class="stacked" aria-label="Parts">
                    <thead>
                        <tr><th scope="col">Part</th><th scope="col">State</th><th scope="col">Details</th></tr>
                    </thead>
                    <tbody>
                        ${Object.entries(health.data?.components ?? {}).map(([name, { status, details = {} }]) => html`
                            <tr key=${name}>
                                <th scope="row" data-name="Part">${sentence(name)}</th>
                                <td data-name="State"><${Status} of=${status} /></td>
                                <td data-name="Details">
                                    <dl class="details">
                                        ${Object.entries(details).map(([detail, value]) => html`
                                            <${Figure} key=${detail} name=${sentence(detail)}>${shown(detail, value)}<//>
                                        `)}
                                    </dl>
                                </td>
                            </tr>
                        `)}
                    </tbody>
                </table>
            </div>
        <//>
        <${Curls} of=${[["Health with its details", HEALTH]]} />
    `;
}

/** Sizes of disks come in bytes. */
function shown(detail, value) {
    if (BYTES.has(detail)) {
        return bytes(value);
    }
    return html`<code>${typeof value === "object" ? JSON.stringify(value) : String(value)}</code>`;
}

function Status({ of }) {
    const [kind, word] = WORDS[of] ?? ["idle", of];
    return html`<${State} kind=${kind}>${word}<//>`;
}
