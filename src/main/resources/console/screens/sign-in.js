import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Curl, curlOf } from "../curl.js";
import { html } from "../html.js";
import { farewell, signIn } from "../session.js";
import { useStore } from "../store.js";
import { Failure } from "../ui.js";

const LOGIN = {
    method: "POST",
    path: "/auth/login",
    body: { email: "admin@dictation.localhost", password: "…" },
    isPublic: true,
    filter: "-o /dev/null -w '%header{x-ds-access-token}'",
};

/** The way in. */
export function SignIn() {
    const why = useStore(farewell);
    const [failure, setFailure] = useState(null);
    const [busy, setBusy] = useState(false);
    const first = useRef(null);
    const [email, password] = [useId(), useId()];
    useEffect(() => {
        document.title = "Sign in · Dictation Studio";
        first.current.focus();
    }, []);
    const submit = async (event) => {
        event.preventDefault();
        if (busy) {
            return;
        }
        const given = new FormData(event.target);
        setBusy(true);
        setFailure(null);
        try {
            await signIn(given.get("email"), given.get("password"));
        } catch (problem) {
            setFailure(problem);
            setBusy(false);
        }
    };
    return html`
        <main class="sign-in">
            <h1>Dictation Studio <span>Operations</span></h1>
            <form onSubmit=${submit}>
                ${why && html`<p class="notice" role="status">${why}</p>`}
                <label for=${email}>E-mail</label>
                <input ref=${first} id=${email} name="email" type="email" autocomplete="username" required maxlength="254" />
                <label for=${password}>Password</label>
                <input id=${password} name="password" type="password" autocomplete="current-password" required />
                <${Failure} of=${failure} />
                <button type="submit" class="primary" aria-disabled=${busy}>${busy ? "Signing in…" : "Sign in"}</button>
                <p class="hint">For administrators. The sign-in lasts until this page is left, reloaded or signed out of.</p>
            </form>
            <section class="curls" aria-labelledby="curls">
                <h2 id="curls">The same with curl</h2>
                <${Curl} of=${`TOKEN=$(${curlOf(LOGIN)})`} />
            </section>
        </main>
    `;
}
