package studio.dictation.app.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.dictation.rules.PlanLevel;

/**
 * Whom payments are taken with, and what for.
 *
 * @param key        {@code STRIPE_SECRET_KEY}; null: nothing is sold
 * @param api        where Stripe is
 * @param timeout    how long one call may take
 * @param successUrl where the browser is sent after a payment; null only without a key
 * @param cancelUrl  where it is sent from a payment that isn't made; null only without a key
 * @param prices     in minor units; with a key, of every plan that hasn't both price ids
 * @param currency   ISO 4217, lower case
 * @param priceIds   prices that were made at Stripe
 * @param reconcileEvery how long after one reconciliation the next begins; zero: only when somebody wants it
 */
public record StripeSettings(
        @Nullable Secret key,
        URI api,
        Duration timeout,
        @Nullable String successUrl,
        @Nullable String cancelUrl,
        Map<PlanLevel, Long> prices,
        String currency,
        Map<PriceId, String> priceIds,
        Duration reconcileEvery) {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final Pattern PRICE = Pattern.compile("[1-9]\\d{0,7}");
    private static final Pattern ID = Pattern.compile("\\w{1,255}");
    private static final String ONCE = ".once";
    private static final String RECURRING = ".recurring";

    public StripeSettings {
        prices = Map.copyOf(prices);
        priceIds = Map.copyOf(priceIds);
    }

    /**
     * What a price made at Stripe is of.
     *
     * @param level     the plan
     * @param recurring whether it is paid again and again
     */
    public record PriceId(PlanLevel level, boolean recurring) {}

    static StripeSettings from(Given given) {
        var settings = new StripeSettings(
                key(given),
                api(given),
                Duration.ofMillis(given.number(Setting.STRIPE_TIMEOUT_MS, 100, 60_000)),
                page(given, Setting.STRIPE_SUCCESS_URL),
                page(given, Setting.STRIPE_CANCEL_URL),
                prices(given),
                currency(given),
                priceIds(given),
                Duration.ofMinutes(given.number(Setting.RECONCILE_INTERVAL_MINUTES, 0, 1_440)));
        if (settings.key != null) {
            settings.requireWhatSellingNeeds();
        }
        return settings;
    }

    private void requireWhatSellingNeeds() {
        if (successUrl == null) {
            throw new StartRefused("STRIPE_SUCCESS_URL is required with STRIPE_SECRET_KEY");
        }
        if (cancelUrl == null) {
            throw new StartRefused("STRIPE_CANCEL_URL is required with STRIPE_SECRET_KEY");
        }
        for (var level : PlanLevel.values()) {
            if (level.isPaid() && !prices.containsKey(level)
                    && !(priceIds.containsKey(new PriceId(level, false)) && priceIds.containsKey(new PriceId(level, true)))) {
                throw new StartRefused("PLAN_PRICES must name a price of %s, or STRIPE_PRICE_IDS both of its price ids"
                        .formatted(level.text()));
            }
        }
    }

    private static @Nullable Secret key(Given given) {
        var text = given.text(Setting.STRIPE_SECRET_KEY);
        if (text == null) {
            return null;
        }
        if (!KEY.matcher(text.strip()).matches()) {
            throw new StartRefused("STRIPE_SECRET_KEY must be visible ASCII characters, 255 at most");
        }
        return new Secret(text.strip());
    }

    private static URI api(Given given) {
        var text = given.text(Setting.STRIPE_API_BASE, Setting.STRIPE_API_BASE.shownDefault()).replaceFirst("/+$", "");
        var api = Settings.address(text)
                .filter(address -> address.getRawQuery() == null && address.getRawFragment() == null)
                .orElseThrow(() -> new StartRefused("STRIPE_API_BASE must be an address like https://api.stripe.com"));
        return Settings.unread(Setting.STRIPE_API_BASE, api);
    }

    private static @Nullable String page(Given given, Setting setting) {
        var text = given.text(setting);
        return text == null ? null : Settings.address(text.strip()).map(URI::toString)
                .orElseThrow(() -> new StartRefused(setting + " must be an address like https://app.example.org/upgrade"));
    }

    private static String currency(Given given) {
        var text = given.text(Setting.PLAN_CURRENCY, Setting.PLAN_CURRENCY.shownDefault()).toUpperCase(Locale.ROOT);
        if (Currency.getAvailableCurrencies().stream().noneMatch(known -> known.getCurrencyCode().equals(text))) {
            throw new StartRefused("PLAN_CURRENCY must be a currency of ISO 4217, such as usd");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static Map<PlanLevel, Long> prices(Given given) {
        var prices = new EnumMap<PlanLevel, Long>(PlanLevel.class);
        pairs(given, Setting.PLAN_PRICES).forEach((name, price) -> {
            var level = level(name);
            if (level.isEmpty() || !PRICE.matcher(price).matches()) {
                throw wrong(Setting.PLAN_PRICES, "Basic=299,Pro=699,Premium=1199, in the currency's minor unit");
            }
            prices.put(level.get(), Long.valueOf(price));
        });
        return prices;
    }

    private static Map<PriceId, String> priceIds(Given given) {
        var ids = new HashMap<PriceId, String>();
        pairs(given, Setting.STRIPE_PRICE_IDS).forEach((name, id) -> {
            var recurring = name.endsWith(RECURRING);
            var level = recurring || name.endsWith(ONCE)
                    ? level(name.substring(0, name.lastIndexOf('.')))
                    : Optional.<PlanLevel>empty();
            if (level.isEmpty() || !ID.matcher(id).matches()) {
                throw wrong(Setting.STRIPE_PRICE_IDS, "Basic.once=price_1,Basic.recurring=price_2");
            }
            ids.put(new PriceId(level.get(), recurring), id);
        });
        return ids;
    }

    private static Optional<PlanLevel> level(String name) {
        return PlanLevel.of(name).filter(PlanLevel::isPaid);
    }

    private static Map<String, String> pairs(Given given, Setting setting) {
        if (given.text(setting) == null) {
            return Map.of();
        }
        return given.list(setting).stream()
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0].strip(),
                        pair -> pair.length == 2 ? pair[1].strip() : "",
                        (one, other) -> {
                            throw new StartRefused(setting + " must name each plan once");
                        }));
    }

    private static StartRefused wrong(Setting setting, String example) {
        return new StartRefused(setting + " must look like " + example);
    }
}
