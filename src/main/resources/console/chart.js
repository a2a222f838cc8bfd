import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { NONE, compact } from "./format.js";
import { html } from "./html.js";

const HEIGHT = 150;
const DASHES = [[], [7, 4], [2, 3]];
const DARK = matchMedia("(prefers-color-scheme: dark)");

/**
 * Lines over time.
 *
 * @param title   what is plotted, with its unit
 * @param names   name of each line
 * @param times   epoch seconds, ascending
 * @param values  for each name a list as long as `times`; `null` for a gap
 * @param seconds how much time is shown at most, up to the last one of `times`
 * @param show    text of a value
 */
export function Chart({ title, names, times, values, seconds, show }) {
    const place = useRef(null);
    const plot = useRef(null);
    const latest = useRef(null);
    latest.current = { data: [times, ...values], show, seconds };
    const kind = names.join();

    useEffect(() => {
        const draw = () => {
            plot.current?.destroy();
            plot.current = new uPlot(options(place.current, names, latest), latest.current.data, place.current);
            showLast(plot.current);
        };
        draw();
        const size = new ResizeObserver(() => {
            if (plot.current.width !== place.current.clientWidth) {
                plot.current.setSize({ width: place.current.clientWidth, height: HEIGHT });
            }
        });
        size.observe(place.current);
        DARK.addEventListener("change", draw);
        return () => {
            size.disconnect();
            DARK.removeEventListener("change", draw);
            plot.current.destroy();
            plot.current = null;
        };
    }, [kind]);
    useEffect(() => {
        plot.current?.setData(latest.current.data);
        showLast(plot.current);
    }, [times, values]);

    const now = names.map((name, index) => `${name} ${show(values[index].at(-1) ?? null)}`).join(", ");
    return html`
        <figure class="chart">
            <figcaption>${title}</figcaption>
            <div ref=${place} role="img" aria-label=${`${title}: ${now}`}></div>
        </figure>
    `;
}

function showLast(plot) {
    if (plot && plot.cursor.left < 0) {
        plot.setLegend({ idx: plot.data[0].length - 1 });
    }
}

function options(place, names, latest) {
    const style = getComputedStyle(place);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = {
        stroke: colour("--muted"),
        font: `11px ${style.fontFamily}`,
        grid: { stroke: colour("--grid"), width: 1 },
        ticks: { show: false },
    };
    return {
        width: place.clientWidth,
        height: HEIGHT,
        cursor: { sync: { key: "projections" }, drag: { x: false, y: false }, y: false },
        scales: {
            x: { range: (plot, from, to) => shownTime(from, to, latest.current.seconds) },
            y: { range: (plot, from, to) => [0, Math.max(1, to ?? 0) * 1.1] },
        },
        legend: { markers: { dash: (plot, index) => ["solid", "dashed", "dotted"][(index - 1) % DASHES.length] } },
        axes: [
            { ...axis, size: 26, space: 90, values: (plot, splits) => splits.map((at) => timeOfDay(at)) },
            { ...axis, size: 46, space: 32, values: (plot, splits) => splits.map((value) => compact(value)) },
        ],
        series: [
            { label: "Time", value: (plot, at) => (at === null || at === undefined ? NONE : timeOfDay(at)) },
            ...names.map((name, index) => ({
                label: name,
                stroke: colour(`--line-${index + 1}`),
                dash: DASHES[index % DASHES.length],
                width: 1.75,
                points: { show: false },
                value: (plot, value) => latest.current.show(value),
            })),
        ],
    };
}

/** A minute at first, then all there is until that is too much. */
function shownTime(from, to, atMost) {
    const end = to ?? 0;
    return [end - Math.min(atMost, Math.max(60, end - (from ?? end))), end];
}

function timeOfDay(seconds) {
    return new Date(seconds * 1_000).toTimeString().slice(0, 8);
}
