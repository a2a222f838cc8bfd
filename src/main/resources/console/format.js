const NUMBER = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SMALL = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Nothing known. */
export const NONE = "–";

/** 1,234,567 */
export const count = (number) => (number === null || number === undefined ? NONE : NUMBER.format(number));

/** 1 event, 2,345 events */
export const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;

/** 1.2M, for axes and narrow places */
export const compact = (number) => COMPACT.format(number);

/** 0.4, 12, 12,345: events per second */
export const rate = (number) =>
    number === null || number === undefined ? NONE : (number < 10 ? SMALL : NUMBER).format(number);

/** 480 ms, 4.2 s, 3 min 20 s, 2 h 5 min, 3 d 4 h */
export function duration(millis) {
    if (millis === null || millis === undefined) {
        return NONE;
    }
    if (millis < SECOND) {
        return `${NUMBER.format(millis)} ms`;
    }
    if (millis < 10 * SECOND) {
        return `${SMALL.format(millis / SECOND)} s`;
    }
    if (millis < MINUTE) {
        return `${Math.round(millis / SECOND)} s`;
    }
    const [unit, name, part, partName] =
        millis < HOUR ? [MINUTE, "min", SECOND, "s"] : millis < DAY ? [HOUR, "h", MINUTE, "min"] : [DAY, "d", HOUR, "h"];
    const whole = Math.floor(millis / unit);
    const rest = Math.floor((millis % unit) / part);
    return rest === 0 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${partName}`;
}

/** 2026-11-25 12:58:20, in the zone of this browser */
export function instant(at, withMillis = false) {
    const date = new Date(at);
    if (Number.isNaN(date.getTime())) {
        return NONE;
    }
    const two = (number) => String(number).padStart(2, "0");
    const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
    return `${day} ${time}${withMillis ? `.${String(date.getMilliseconds()).padStart(3, "0")}` : ""}`;
}

/** Name of the browser's zone, such as UTC+1. */
export function zone() {
    const minutes = -new Date().getTimezoneOffset();
    const hours = Math.trunc(minutes / 60);
    const rest = Math.abs(minutes % 60);
    return `UTC${hours < 0 ? "−" : "+"}${Math.abs(hours)}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

/** 6.99 USD; currencies without minor units have none */
export function money(minor, currency) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "code" });
    return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

/** 93.1 GiB */
export function bytes(number) {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    const unit = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, number)) / 10));
    return `${SMALL.format(number / 1_024 ** unit)} ${units[unit]}`;
}

/** `membership.PlanGranted` as `Plan granted`. */
export function sentence(name) {
    const words = name
        .slice(name.lastIndexOf(".") + 1)
        .replaceAll(/[_-]/g, " ")
        .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
        .toLowerCase();
    return words.charAt(0).toUpperCase() + words.slice(1);
}
