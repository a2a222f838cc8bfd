package studio.dictation.app.settings;

/**
 * Every setting, by the name of its environment variable. Each can also be given as a system property or as a
 * {@code --NAME=value} argument. The README's table is this list; a test compares the two.
 */
public enum Setting {
    PORT("5000", "Port of HTTP, 0–65535; 0 takes any free one."),
    DATA_DIR("data", "Folder of the embedded stores and of generated secrets, relative to where the service was started."),
    UPLOADS_DIR("uploads in DATA_DIR", "Folder for uploads while they are being received; nothing stays there."),
    POSTGRES_URL("embedded", "JDBC URL of an external PostgreSQL, `jdbc:postgresql://host:port/database`."),
    POSTGRES_USER("none", "User at POSTGRES_URL."),
    POSTGRES_PASSWORD("none", "Password at POSTGRES_URL.", true),
    REDIS_HOST("embedded", "Host of an external Redis."),
    REDIS_PORT("6379", "Port at REDIS_HOST."),
    REDIS_PASSWORD("none", "Password at REDIS_HOST.", true),
    JWT_SECRET_KEY("generated", "Signs the tokens; at least 32 bytes. Required with an external store.", true),
    LEDGER_SIGNING_KEY("generated", "Private key that seals the ledger: Ed25519, PKCS#8 as PEM, the text or a path to it. Required with an external store.", true),
    LEDGER_RETIRED_KEYS("none", "Public keys as PEM, the text or a path to it, that sealed the ledger before this one."),
    LEDGER_SEAL_INTERVAL_MS("1000", "How often new entries of the ledger are sealed, in milliseconds, 100–60000."),
    LEDGER_ROOTS_FILE("ledger-roots.jsonl in DATA_DIR", "File that the root of every seal is written to, one for each node."),
    ADMIN_EMAIL("admin@dictation.localhost", "E-mail of the admin that is created when there is none. With an external store: no default."),
    ADMIN_PASSWORD("generated", "First password of that admin, at least 8 characters. With an external store: no default.", true),
    GOOGLE_CLIENT_ID("none", "Accepts Google ID tokens that were issued for this client. Unset: none."),
    GOOGLE_JWKS_URL("https://www.googleapis.com/oauth2/v3/certs", "Where the keys of Google ID tokens are; `https`, or this machine itself."),
    SUPABASE_JWT_SECRET("none", "Accepts access tokens that a Supabase project signs with this secret, at least 32 bytes.", true),
    SUPABASE_JWKS_URL("none", "Accepts access tokens that a Supabase project signs with the keys found there; `https`, or this machine itself. In both cases its \"Confirm email\" must be on."),
    LEGACY_LOGIN("false", "`true` lets anybody in by e-mail alone, except to accounts with a password and to admins: for clients that send no proof. Never on the open Internet."),
    CORS_ALLOWED_ORIGINS("*", "Origins of browser clients, comma-separated; `*` allows every one."),
    NODE_ROLE("all", "What this node does: `web` answers requests, `worker` moves projections, acts upon events, applies news of payments and seals the ledger, `all` does both."),
    AXON_SERVER("none", "Hands the routing of commands to an Axon Server, `host:port`, or several nodes of one, comma-separated. Unset: every node decides on what it is asked."),
    PROJECTION_SEGMENTS("2", "Parallel writers of each projection, 1–64; a change takes effect at the next rebuild."),
    PROJECTION_KEPT_HOURS("24", "How long the data of a projection is kept that was live before a rebuild, to go back to it, in hours, 0–720."),
    READ_YOUR_WRITES_TIMEOUT_MS("2000", "How long an answer waits until reads show what it wrote, in milliseconds, 0–60000."),
    YOUTUBE_BASE_URL("https://www.youtube.com", "Where YouTube is, for transcripts that are fetched; a proxy of it, say."),
    YT_DLP_PATH("yt-dlp", "Program that is asked when YouTube itself gave no transcript: a path, or a name to look up in `PATH`. Absent: skipped."),
    TRANSCRIPT_TIMEOUT_MS("20000", "How long a reader waits for a transcript that has to be fetched, in milliseconds, 100–60000."),
    TRANSCRIPT_FAILURE_MEMORY_SECONDS("60", "How long it is remembered that nobody had a video's transcript, in seconds, 0–3600."),
    STRIPE_SECRET_KEY("none", "Secret key of the Stripe account that takes payments. Unset: nothing is sold.", true),
    STRIPE_API_BASE("https://api.stripe.com", "Where Stripe's API is; `https`, or this machine itself."),
    STRIPE_TIMEOUT_MS("10000", "How long one call to Stripe may take, in milliseconds, 100–60000; a call that failed is made again, twice at most."),
    STRIPE_SUCCESS_URL("none", "Where the browser is sent after a payment; `session_id` is added to its query. Required with STRIPE_SECRET_KEY."),
    STRIPE_CANCEL_URL("none", "Where the browser is sent from a payment that isn't made. Required with STRIPE_SECRET_KEY."),
    PLAN_PRICES("none", "Prices in the currency's minor unit, such as `Basic=299,Pro=699,Premium=1199`. With STRIPE_SECRET_KEY every plan needs one, or both of its ids in STRIPE_PRICE_IDS."),
    PLAN_CURRENCY("usd", "Currency of the prices, ISO 4217."),
    STRIPE_PRICE_IDS("none", "Prices that were made at Stripe, such as `Basic.once=price_1,Basic.recurring=price_2`; they go before those of PLAN_PRICES, and agree with them in currency, amount and days (a month is 30)."),
    STRIPE_WEBHOOK_SECRET("none", "Proves that news of payments come from Stripe: the signing secret of its webhook, or several, comma-separated, while it is rolled. Unset: news are refused.", true),
    REFUND_POLICY("full", "What is taken back of a plan whose payment was given back: `full` all of it once all money was, `proportional` as much of it as of the money, `none` nothing."),
    DISPUTE_POLICY("suspend", "When a plan is taken back whose payment is disputed: `suspend` at once, until the dispute is won, `lost` when it is lost."),
    WEBHOOK_RETENTION_DAYS("90", "How long news of payments are kept as they came, once they are applied, in days, 31–3650."),
    RECONCILE_INTERVAL_MINUTES("60", "How long after it was compared with Stripe what was sold is compared again, in minutes, 0–1440; 0: only when an administrator asks for it."),
    SUBSCRIPTION_GRACE_HOURS("72", "How long a subscription stands for the plan when its next payment is due and has not come in, in hours, 0–720; a change holds from the next news of the subscription."),
    TRUSTED_PROXIES("none", "Proxies whose `X-Forwarded-For` is believed: addresses and networks like `10.0.0.0/8`, comma-separated."),
    THROTTLE_SIGN_INS("60/1m", "Logins, refreshes and `userinfo` for one account from one address."),
    THROTTLE_PASSWORDS("10/15m", "Wrong passwords for one account from one address."),
    THROTTLE_REGISTRATIONS("20/1h", "Registrations of one e-mail from one address."),
    THROTTLE_LOOKUPS("10/1m", "Questions whether one e-mail is taken, from one address."),
    THROTTLE_CODES("10/15m", "Codes that one account redeems from one address."),
    THROTTLE_PAYMENTS("30/1m", "Checkouts, checks of them and cancellations of one account from one address."),
    METRICS_TOKEN("none", "Bearer token that lets a scraper read the metrics, at least 32 bytes. Unset: administrators only.", true),
    LOG_FORMAT("text", "`text` for people, `json` for one object a line (Elastic Common Schema)."),
    OTEL_EXPORTER_OTLP_ENDPOINT("none", "Where traces are sent by OTLP over HTTP, such as `http://collector:4318`. Unset: nothing is traced and nothing sent."),
    OTEL_TRACES_SAMPLER_ARG("1", "Which part of the requests is traced, 0–1; a caller's `traceparent` that says whether it is goes before that.");

    private final String shownDefault;
    private final String meaning;
    private final boolean secret;

    Setting(String shownDefault, String meaning) {
        this(shownDefault, meaning, false);
    }

    Setting(String shownDefault, String meaning, boolean secret) {
        this.shownDefault = shownDefault;
        this.meaning = meaning;
        this.secret = secret;
    }

    /** The value when unset, or a word for what happens then. */
    public String shownDefault() {
        return shownDefault;
    }

    /** One or two sentences for the operator, in Markdown. */
    public String meaning() {
        return meaning;
    }

    /** Whether the value must never be shown. */
    public boolean secret() {
        return secret;
    }
}
