import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { count } from "./format.js";
import { html } from "./html.js";
import { connectNow, connection, projections, startLive } from "./live.js";
import { Acts } from "./screens/acts.js";
import { Health } from "./screens/health.js";
import { Learner } from "./screens/learner.js";
import { DeadLetters } from "./screens/letters.js";
import { Projections } from "./screens/projections.js";
import { SignIn } from "./screens/sign-in.js";
import { account, signOut } from "./session.js";
import { useStore } from "./store.js";
import { Announcements, State } from "./ui.js";

const SCREENS = [
    { at: "projections", name: "Projections", screen: Projections },
    { at: "dead-letters", name: "Dead letters", screen: DeadLetters },
    { at: "learner", name: "Learner", screen: Learner },
    { at: "health", name: "Health", screen: Health },
    { at: "acts", name: "Acts", screen: Acts },
];

function Console() {
    const who = useStore(account);
    const [at, rest] = usePlace();
    if (!who) {
        return html`<${SignIn} />`;
    }
    const { screen: Screen } = SCREENS.find((screen) => screen.at === at) ?? SCREENS[0];
    return html`
        <a class="skip" href="#content" onClick=${skip}>Skip to content</a>
        <${Head} who=${who} at=${at} />
        <main id="content" tabindex="-1"><${Screen} key=${at} name=${rest} /></main>
        <${Announcements} />
    `;
}

function Head({ who, at }) {
    const letters = useStore(projections)?.projections.reduce((sum, { deadLetters }) => sum + deadLetters, 0) ?? 0;
    return html`
        <header class="head">
            <p class="brand">Dictation Studio <span>Operations</span></p>
            <nav aria-label="Screens">
                ${SCREENS.map((screen) => html`
                    <a key=${screen.at} href=${`#/${screen.at}`} aria-current=${screen.at === at ? "page" : undefined}>
                        ${screen.name}
                        ${screen.at === "dead-letters" && letters > 0 && html`${" "}<span class="tally bad">${count(letters)}</span>`}
                    </a>
                `)}
            </nav>
            <div class="who">
                <${Connection} />
                <span class="email">${who.email}</span>
                <button type="button" class="quiet" onClick=${signOut}>Sign out</button>
            </div>
        </header>
    `;
}

const CONNECTIONS = { connecting: ["busy", "Connecting"], live: ["good", "Live"], resting: ["idle", "Resting"] };

function Connection() {
    const { state, retryAt, problem } = useStore(connection);
    const [, tick] = useState(0);
    useEffect(() => {
        if (state !== "waiting") {
            return undefined;
        }
        const timer = setInterval(() => tick((before) => before + 1), 1_000);
        return () => clearInterval(timer);
    }, [state]);
    if (state === "refused") {
        return html`<${State} kind="bad">${problem}<//>`;
    }
    if (state === "waiting") {
        const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1_000));
        return html`
            <${State} kind="bad">No news, again in ${seconds} s<//>
            <button type="button" class="quiet" onClick=${connectNow}>Now</button>
        `;
    }
    const [kind, word] = CONNECTIONS[state];
    return html`<${State} kind=${kind}>${word}<//>`;
}

/** The address's `#/screen/rest`, as a list. */
function usePlace() {
    const read = () => location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
    const [place, setPlace] = useState(read);
    useEffect(() => {
        const follow = () => setPlace(read());
        addEventListener("hashchange", follow);
        return () => removeEventListener("hashchange", follow);
    }, []);
    return place[0] === "" ? [SCREENS[0].at] : place;
}

function skip(event) {
    event.preventDefault();
    document.getElementById("content").focus();
}

// A page that comes back from the browser's cache would show what was signed out of meanwhile.
addEventListener("pageshow", (event) => event.persisted && location.reload());
startLive();
render(html`<${Console} />`, document.getElementById("console"));
