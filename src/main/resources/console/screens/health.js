import { useEffect } from "preact/hooks";
import { useAnswer } from "../api.js";
import { Curls } from "../curl.js";
import { sentence } from "../format.js";
import { html } from "../html.js";
import { Figure, Loaded, ScreenTitle, State } from "../ui.js";

// Answers 503 when something is down, with the same body.
const HEALTH = { path: "//actuator/health", tolerates: [503] };
const REFRESH_MS = 15_000;

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
            <div class="grid">
                ${Object.entries(health.data?.components ?? {}).map(([name, component]) => html`
                    <article class="card" key=${name} aria-label=${name}>
                        <header>
                            <h2>${sentence(name)}</h2>
                            <${Status} of=${component.status} />
                        </header>
                        <dl class="proof">
                            ${Object.entries(component.details ?? {}).map(([detail, value]) => html`
                                <${Figure} key=${detail} name=${sentence(detail)}>
                                    <code>${typeof value === "object" ? JSON.stringify(value) : String(value)}</code>
                                <//>
                            `)}
                        </dl>
                    </article>
                `)}
            </div>
        <//>
        <${Curls} of=${[["Health with its details", HEALTH]]} />
    `;
}

function Status({ of }) {
    const [kind, word] = WORDS[of] ?? ["idle", of];
    return html`<${State} kind=${kind}>${word}<//>`;
}
