// The charts over time, one function each: from a view to what the chart shows, or to words where there is nothing.
"use strict";

const timelineFigures = (() => {
    const { of, mark, points, perSecond, highest } = timelineOptions;

    // perStep: shows the requests of the chosen step; belongs(timeline): whether the run has such a chart at all.
    const all = [
        { title: "Requests per second", perStep: true, draw: requests },
        { title: "Failures per second", perStep: true, draw: failureKinds.draw },
        { title: "Latency", perStep: true, draw: latency },
        { title: "Virtual users", draw: users },
        { title: "Workflows started per second", belongs: isOpen, draw: starts },
        { title: "Batches in flight", draw: inFlight },
        { title: "Rows with a result per second", draw: rows },
        { title: "CPU of this program", draw: cpu },
        { title: "Pauses of this program", draw: pauses },
    ];

    function requests(view) {
        const most = highest(view, view.step.requests_peak);
        return {
            note: "1/s",
            about: `Requests per second over time: at most ${format.count(most)} in one second.`,
            ...(most === 0
                ? { nothing: "No request ended in this time." }
                : {
                      option: of(
                          view,
                          meanAndPeak(view, "requests", 1, view.step.requests, view.step.requests_peak),
                          format.perSecond,
                          most,
                      ),
                  }),
        };
    }

    function latency(view) {
        const lines = ["p50", "p95", "p99"].map((name, at) =>
            charts.line(
                name,
                `var(--percentile-${at + 1})`,
                charts.withLonelyPoints(points(view, view.step[`${name}_ms`])),
            ),
        );
        const most = highest(view, view.step.p99_ms);
        return {
            note: "percentiles of each second, failed requests included",
            about: `Latency percentiles over time: the highest 99th percentile of a second is ${format.time(most)}.`,
            ...(highest(view, view.step.requests) === 0
                ? { nothing: "No request ended in this time." }
                : { option: of(view, lines, format.time, most) }),
        };
    }

    function users(view, { run }) {
        const asked = view.line.users_asked;
        const most = highest(view, view.line.users);
        const lines = [charts.line("users", "var(--series-3)", points(view, view.line.users), { step: "middle" })];
        if (asked) {
            lines.push(askedLine(view, run, asked, { step: "middle" }));
        }
        const wanted = asked ? highest(view, asked) : 0;
        return {
            note: `at the end of each second${asked ? askedNote(run) : ""}`,
            about: `Virtual users over time: at most ${format.count(most)}${asked ? `, asked for were at most ${format.count(wanted)}` : ""}.`,
            option: of(view, lines, format.count, whole(Math.max(most, wanted))),
        };
    }

    // Of a load that starts workflows whatever the service does.
    function isOpen(line) {
        return Array.isArray(line.starts);
    }

    function starts(view, { run }) {
        const { starts_asked: asked, starts: begun, starts_dropped: dropped } = view.line;
        const perPoint = (column) => view.points.map((at) => column[at] / view.line.seconds[at]);
        const most = Math.max(0, ...perPoint(begun), ...perPoint(dropped), asked ? highest(view, asked) : 0);
        const lost = view.points.reduce((sum, at) => sum + dropped[at], 0);
        const lines = [charts.line("applied", "var(--series-1)", perSecond(view, begun), area("var(--series-1)"))];
        if (lost > 0) {
            lines.push(charts.line("dropped", "var(--bad)", perSecond(view, dropped)));
        }
        if (asked) {
            lines.push(askedLine(view, run, asked));
        }
        return {
            note: `1/s, ${lost > 0 ? format.count(lost) : "none"} dropped${asked ? askedNote(run) : "; the search sets what is asked"}`,
            about: `Workflows started per second over time: at most ${format.perSecond(most)}; ${format.count(lost)} were dropped.`,
            option: of(view, lines, format.perSecond, most),
        };
    }

    function askedLine(view, { load }, column, option) {
        const name = format.isNumber(load.changed_at_s) ? `asked until ${format.clock(Math.round(load.changed_at_s))}` : "asked";
        return charts.line(name, "var(--text)", points(view, column), {
            ...option,
            lineStyle: { color: "var(--text)", width: 1.5, type: "dashed" },
        });
    }

    function askedNote({ load }) {
        return format.isNumber(load.changed_at_s)
            ? `; dashed: asked by the plan until a person changed the load at ${format.clock(Math.round(load.changed_at_s))}`
            : "; dashed: asked by the plan";
    }

    function inFlight(view, { batches }) {
        const most = highest(view, view.line.in_flight);
        const line = charts.line(
            "batches",
            "var(--series-4)",
            points(view, view.line.in_flight),
            area("var(--series-4)"),
        );
        return {
            note: "created, end not seen yet",
            about: `Batches in flight over time: at most ${format.count(most)}.`,
            ...(batches.created === 0
                ? { nothing: "No batch was created." }
                : { option: of(view, [line], format.count, whole(most)) }),
        };
    }

    function rows(view) {
        const most = highest(view, view.line.rows_peak);
        return {
            note: "1/s, in the second in which their batch was done",
            about: `Rows with a result per second over time: at most ${format.count(most)} in one second.`,
            ...(most === 0
                ? { nothing: "No batch with results ended in this time." }
                : {
                      option: of(
                          view,
                          meanAndPeak(view, "rows", 5, view.line.rows, view.line.rows_peak),
                          format.perSecond,
                          most,
                      ),
                  }),
        };
    }

    function cpu(view) {
        const line = charts.line("CPU", "var(--series-6)", charts.withLonelyPoints(points(view, view.line.cpu)));
        return {
            note: "share of the processors it may use",
            about: `CPU of the load generator over time: at most ${format.share(highest(view, view.line.cpu))} in one second.`,
            option: of(view, [{ ...line, markLine: mark(0.8, "doubtful above 80%") }], format.share, 1),
        };
    }

    function pauses(view) {
        const most = highest(view, view.line.pause_ms);
        const line = charts.line(
            "longest pause",
            "var(--series-7)",
            charts.withLonelyPoints(points(view, view.line.pause_ms)),
        );
        return {
            note: "longest of each second: collector, or waiting for a thread",
            about: `Pauses of the load generator over time: the longest was ${format.time(most)}.`,
            option: of(
                view,
                [{ ...line, markLine: mark(100, "doubtful from 100 ms") }],
                format.time,
                Math.max(120, most),
            ),
        };
    }

    // Where a point stands for several seconds, their mean and the highest of them.
    function meanAndPeak(view, name, colour, sums, peaks) {
        const joined = view.line.seconds_per_point > 1;
        const main = `var(--series-${colour})`;
        const mean = charts.line(joined ? "mean" : name, main, perSecond(view, sums), area(main));
        const peak = charts.line("highest second", "var(--series-2)", points(view, peaks));
        return joined ? [mean, { ...peak, lineStyle: { color: "var(--series-2)", width: 1 } }] : [mean];
    }

    function area(color, opacity = 0.12) {
        return { areaStyle: { color, opacity } };
    }

    // Room for an axis of whole numbers.
    function whole(number) {
        return Math.max(4, number);
    }

    return { all };
})();
