import { Problem, addressOf } from "./problem.js";
import { store } from "./store.js";

/*
 * The tokens live in this module and nowhere else. A refresh token opens every route of an administrator for 180 days: in
 * the session storage each script of this origin could read it, and a duplicated tab would take a copy along. The price is
 * that a reload asks for the password again.
 */
let tokens = null;
let renewing = null;
let stopped = new AbortController();

/** A token is renewed when this much of its life is left. */
const SPARE_MS = 60_000;

/** `null` while nobody is signed in, else `{email, username}`. */
export const account = store(null);

/** Why the last sign-in ended; empty when it was signed out or none was. */
export const farewell = store("");

/** Aborts what is under way when the sign-in ends. */
export const ended = () => stopped.signal;

/** Signs in with a password; throws a `Problem`, also for who is no administrator. */
export async function signIn(email, password) {
    const answer = await ask("/auth/login", { body: { email, password } });
    const { user } = await answer.json();
    take(answer);
    if (user.role !== "Admin") {
        await signOut();
        throw new Problem(403, `${user.email} is not an administrator. This console is for administrators only.`);
    }
    stopped = new AbortController();
    farewell.set("");
    account.set({ email: user.email, username: user.username });
}

/** Takes the tokens back and forgets them; forgets them also when the service can't be reached. */
export async function signOut() {
    const given = tokens;
    end("");
    if (given) {
        const headers = { Authorization: `Bearer ${given.access}`, "x-ds-refresh-token": given.refresh };
        await ask("/auth/logout", { headers }).catch((failure) => {
            farewell.set(`Signed out here, but the service did not take the tokens back: ${failure.message}`);
        });
    }
}

/** An access token that is good for a while; renewed once for all who ask meanwhile. */
export async function accessToken() {
    if (tokens && Date.now() > tokens.renewAt) {
        await renew();
    }
    return tokens?.access;
}

/** Replaces an access token that was refused, unless somebody else already has. */
export async function replace(refused) {
    if (tokens?.access === refused) {
        await renew();
    }
    return tokens?.access;
}

/** Forgets who was signed in and says why. */
export function end(why) {
    tokens = null;
    stopped.abort();
    if (account.get()) {
        farewell.set(why);
        account.set(null);
    }
}

function renew() {
    renewing ??= ask("/auth/refresh-token", { headers: { Authorization: `Bearer ${tokens.refresh}` } })
        .then(take)
        .catch((failure) => {
            if (failure.status === 401) {
                end("Your sign-in has ended. Please sign in again.");
            }
            throw failure;
        })
        .finally(() => {
            renewing = null;
        });
    return renewing;
}

function take(answer) {
    const access = answer.headers.get("x-ds-access-token");
    const { exp, iat } = JSON.parse(atob(access.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
    // Counted from now on, so that a clock that is wrong here makes no difference.
    const renewAt = Date.now() + (exp - iat) * 1_000 - SPARE_MS;
    tokens = { access, refresh: answer.headers.get("x-ds-refresh-token"), renewAt };
}

async function ask(path, { body, headers }) {
    const answer = await fetch(addressOf(path), {
        method: "POST",
        headers: { ...headers, ...(body && { "Content-Type": "application/json" }) },
        body: body && JSON.stringify(body),
    }).catch(Problem.unreachable);
    if (!answer.ok) {
        throw await Problem.of(answer);
    }
    return answer;
}
