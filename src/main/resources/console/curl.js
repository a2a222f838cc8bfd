import { useState } from "preact/hooks";
import { html } from "./html.js";
import { addressOf } from "./problem.js";

/** The command that asks the same question. The token is a variable, never the one in use. */
export function curlOf({ method = "GET", path, body, accept, isPublic = false, filter = "" }) {
    const options = `-fsS${accept === "text/event-stream" ? "N" : ""}${method === "GET" || body ? "" : ` -X ${method}`}`;
    return [
        `curl ${options} ${quoted(addressOf(path))}`,
        [
            isPublic ? "" : '-H "Authorization: Bearer $TOKEN"',
            body ? "-H 'Content-Type: application/json'" : "",
            filter,
        ].filter((part) => part !== "").join(" "),
        body ? `-d ${quoted(JSON.stringify(body))}` : "",
    ].filter((part) => part !== "").join(" \\\n    ");
}

function quoted(text) {
    return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What the screen asks, as commands: `of` is a list of `[what it does, question]`. */
export function Curls({ of }) {
    return html`
        <section class="curls" aria-labelledby="curls">
            <h2 id="curls">The same with curl</h2>
            <p class="hint">
                <code>$TOKEN</code> is an administrator's access token, the header <code>x-ds-access-token</code> of a login.
            </p>
            <dl>
                ${of.map(([what, question]) => html`
                    <div key=${what}>
                        <dt>${what}</dt>
                        <dd><${Curl} of=${question} /></dd>
                    </div>
                `)}
            </dl>
        </section>
    `;
}

/** One command, with a button that copies it where the browser lets it. */
export function Curl({ of }) {
    const [copied, setCopied] = useState("");
    const text = typeof of === "string" ? of : curlOf(of);
    return html`
        <div class="curl">
            <pre tabindex="0" aria-label="Command"><code>${text}</code></pre>
            ${navigator.clipboard && html`
                <button
                    type="button"
                    class="quiet"
                    onClick=${() => navigator.clipboard.writeText(text).then(() => setCopied(text), () => setCopied(""))}
                >
                    ${copied === text ? "Copied" : "Copy"}
                </button>
            `}
        </div>
    `;
}
