// Failures by kind: over time as one stacked chart, and as a table of steps and kinds that is the darker the more failed.
"use strict";

const failureKinds = (() => {
    const { element } = dom;
    const others = "others";
    const most = 8;
    const colours = [
        "var(--bad)",
        "var(--series-1)",
        "var(--series-2)",
        "var(--series-4)",
        "var(--series-3)",
        "var(--series-6)",
        "var(--series-7)",
        "var(--series-5)",
    ];
    // A kind keeps its colour, whichever step is chosen and however much newer data comes.
    const given = new Map();

    function colourOf(kind) {
        if (kind === others) {
            return "var(--series-8)";
        }
        if (!given.has(kind)) {
            given.set(kind, colours[given.size % colours.length]);
        }
        return given.get(kind);
    }

    // totals: { kind: count }. The most frequent kinds, worst first, and whether there are more of them.
    function shown(totals) {
        const kinds = Object.keys(totals)
            .filter((kind) => kind !== others && totals[kind] > 0)
            .sort((one, other) => totals[other] - totals[one] || (one < other ? -1 : 1));
        const isMore = kinds.length > most || totals[others] > 0;
        return { kinds: kinds.slice(0, most), isMore };
    }

    // The columns of a timeline by kind, worst first, with all further kinds as one.
    function columns({ points, step }) {
        const all = step.failures_by_kind ?? {};
        // A kind that was met late has no entry for what was before.
        const sum = (column) => points.reduce((total, at) => total + (column[at] ?? 0), 0);
        const totals = Object.fromEntries(Object.entries(all).map(([kind, column]) => [kind, sum(column)]));
        const { kinds, isMore } = shown(totals);
        const found = kinds.map((kind) => ({ kind, column: all[kind], total: totals[kind] }));
        if (isMore) {
            const rest = Object.keys(all).filter((kind) => !kinds.includes(kind));
            const column = [];
            for (const at of points) {
                column[at] = rest.reduce((total, kind) => total + (all[kind][at] ?? 0), 0);
            }
            found.push({ kind: others, column, total: sum(column) });
        }
        return found;
    }

    function draw(view) {
        const { line, points, step } = view;
        const highest = points.reduce((top, at) => Math.max(top, step.failures[at] / line.seconds[at]), 0);
        const kinds = columns(view);
        const sums = new Map(points.map((at) => [at, 0]));
        // Stacked here: on an axis of numbers the library would add up the times. Areas hide those behind them.
        const lines = kinds.map(({ kind, column }, at) => {
            const colour = colourOf(kind);
            return charts.line(
                kind,
                colour,
                points.map((point) => {
                    const own = (column[point] ?? 0) / line.seconds[point];
                    sums.set(point, sums.get(point) + own);
                    return [line.t_s[point] + line.seconds[point] / 2, sums.get(point), own];
                }),
                // The lower the later, also where another kind was the most frequent one when this was drawn last.
                { z: 2 + kinds.length - at, areaStyle: { color: `color-mix(in srgb, ${colour} 45%, var(--card))`, opacity: 1 } },
            );
        });
        lines.reverse();
        const peak = timelineOptions.highest(view, step.failures_peak);
        return {
            note: `1/s by kind${line.seconds_per_point > 1 ? `, at most ${format.count(peak)} in one second` : ""}`,
            about:
                `Failed requests per second over time by kind: at most ${format.count(peak)} in one second; ` +
                `${kinds.map(({ kind, total }) => `${kind} ${format.count(total)}`).join(", ")}.`,
            ...(lines.length === 0
                ? { nothing: "No request failed in this time." }
                : {
                      option: timelineOptions.of(view, lines, format.perSecond, Math.max(4, highest), {
                          isStacked: true,
                      }),
                  }),
        };
    }

    // Steps by kinds with totals; nothing where the table of failures says the same in one row.
    function matrix({ steps }) {
        const rows = Object.entries(steps)
            .map(([id, { failures_by_kind: kinds }]) => ({
                id,
                counts: Object.fromEntries(Object.entries(kinds).map(([kind, { count }]) => [kind, count])),
            }))
            .map((row) => ({ ...row, total: sumOf(Object.values(row.counts)) }))
            .filter((row) => row.total > 0)
            .sort((one, other) => other.total - one.total);
        const totals = {};
        for (const { counts } of rows) {
            for (const [kind, count] of Object.entries(counts)) {
                totals[kind] = (totals[kind] ?? 0) + count;
            }
        }
        const { kinds, isMore } = shown(totals);
        const place = dom.byId("failures-matrix");
        place.hidden = rows.length < 2 && kinds.length < 2;
        dom.fill("failures-matrix", place.hidden ? null : table(rows, kinds, isMore, totals));
    }

    function table(rows, kinds, isMore, totals) {
        const names = isMore ? [...kinds, others] : kinds;
        const count = (counts, kind) =>
            kind === others
                ? sumOf(Object.keys(counts).filter((each) => !kinds.includes(each)).map((each) => counts[each]))
                : (counts[kind] ?? 0);
        const highest = Math.max(...rows.flatMap(({ counts }) => names.map((kind) => count(counts, kind))));
        const cell = (value) =>
            element(
                "td",
                { class: value === 0 ? "number muted" : `number heat-${heat(value, highest)}`, "data-value": value },
                value === 0 ? "·" : format.count(value),
            );
        const caption = "Failed requests by step and kind, worst first";
        return element(
            "div",
            { class: "scroller", role: "region", tabindex: "0", "aria-label": caption },
            element(
                "table",
                { class: "matrix" },
                element("caption", { class: "unseen" }, caption),
                element(
                    "thead",
                    null,
                    element(
                        "tr",
                        null,
                        ["Step", ...names, "Total"].map((name, at) =>
                            element("th", { scope: "col", class: at === 0 ? null : "number" }, name),
                        ),
                    ),
                ),
                element(
                    "tbody",
                    null,
                    rows.map(({ id, counts, total }) =>
                        element(
                            "tr",
                            { "data-row": id },
                            element("th", { scope: "row" }, id),
                            names.map((kind) => cell(count(counts, kind))),
                            element("td", { class: "number" }, format.count(total)),
                        ),
                    ),
                ),
                element(
                    "tfoot",
                    null,
                    element(
                        "tr",
                        null,
                        element("th", { scope: "row" }, "all"),
                        names.map((kind) => element("td", { class: "number" }, format.count(count(totals, kind)))),
                        element("td", { class: "number" }, format.count(sumOf(rows.map(({ total }) => total)))),
                    ),
                ),
            ),
        );
    }

    // 1 for a few to 5 for the most, by size and not by difference: one of a thousand is seen too.
    function heat(value, highest) {
        return highest === 1 ? 3 : 1 + Math.round((4 * Math.log(value)) / Math.log(highest));
    }

    function sumOf(numbers) {
        return numbers.reduce((total, number) => total + number, 0);
    }

    return { draw, matrix };
})();
