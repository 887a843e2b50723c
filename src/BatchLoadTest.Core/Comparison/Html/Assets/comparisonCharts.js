// Both runs over their own time, laid over each other: the new one as a line, the base one dashed.
"use strict";

const comparisonCharts = (() => {
    const { element } = dom;
    const names = ["base", "new"];
    const looks = {
        base: { label: "BASE", colour: "var(--series-2)", type: "dashed" },
        new: { label: "NEW", colour: "var(--series-1)", type: "solid" },
    };
    const chosen = { step: "all", range: null };
    // points(view) gives a run's line; perStep: of the requests of the chosen step.
    const figures = [
        {
            title: "Requests per second",
            perStep: true,
            points: (view) => timelineOptions.perSecond(view, view.step.requests),
            text: format.perSecond,
            note: "1/s",
        },
        {
            title: "p95 latency",
            perStep: true,
            points: (view) => charts.withLonelyPoints(timelineOptions.points(view, view.step.p95_ms)),
            text: format.time,
            note: "of each second, failed requests included",
        },
        {
            title: "Failures per second",
            perStep: true,
            points: (view) => timelineOptions.perSecond(view, view.step.failures),
            text: format.perSecond,
            note: "1/s",
            least: 4,
        },
        {
            title: "Batches in flight",
            points: (view) => timelineOptions.points(view, view.line.in_flight),
            text: format.count,
            note: "created, end not seen yet",
            least: 4,
        },
        {
            title: "Rows with a result per second",
            points: (view) => timelineOptions.perSecond(view, view.line.rows),
            text: format.perSecond,
            note: "1/s, in the second in which their batch was done",
        },
        {
            title: "Virtual users",
            points: (view) => timelineOptions.points(view, view.line.users),
            text: format.count,
            note: "at the end of each second",
            least: 4,
        },
    ];
    let data = null;
    let made = [];

    function render(newData) {
        data = newData;
        const place = dom.byId("charts-grid");
        made = figures.map((figure) => ({
            ...figure,
            chart: charts.create(place, { title: figure.title, group: "comparison" }),
        }));
        made.forEach(({ chart }) => rangeSelection.on(chart, zoomTo, () => zoom(null)));
        echarts.connect("comparison");
        const steps = ["all", ...new Set(names.flatMap((name) => Object.keys(data[name].timeline.steps)))];
        const select = dom.byId("charts-step");
        select.replaceChildren(
            ...steps.map((id) => element("option", { value: id }, id === "all" ? "all steps" : id)),
        );
        select.addEventListener("change", () => {
            chosen.step = select.value;
            show();
        });
        dom.byId("charts-zoom-out").addEventListener("click", () => zoom(null));
        explain();
        show();
    }

    function zoomTo(from, to) {
        const [first, last] = [Math.max(0, Math.floor(from)), Math.min(end(), Math.ceil(to))];
        if (last - first >= Math.max(...names.map((name) => data[name].timeline.seconds_per_point))) {
            zoom([first, last]);
        }
    }

    function zoom(range) {
        chosen.range = range;
        dom.byId("charts-zoom-out").disabled = range === null;
        show();
    }

    function end() {
        return Math.max(0, ...names.map((name) => endOf(data[name].timeline)));
    }

    function endOf(line) {
        return line.t_s.length === 0 ? 0 : line.t_s.at(-1) + line.seconds.at(-1);
    }

    function show() {
        const [from, to] = chosen.range ?? [0, end()];
        for (const figure of made) {
            const title = figure.perStep
                ? `${figure.title}, ${chosen.step === "all" ? "all steps" : chosen.step}`
                : figure.title;
            figure.chart.show({ title, note: figure.note, ...drawn(figure, title, from, to) });
        }
    }

    function drawn(figure, title, from, to) {
        const lines = names
            .map((name) => ({ ...looks[name], points: pointsOf(figure, data[name].timeline, from, to) }))
            .filter(({ points }) => points.length > 0);
        const most = lines.map(({ points }) => points.reduce((all, point) => Math.max(all, (point.value ?? point)[1] ?? 0), 0));
        const highest = Math.max(0, ...most);
        if (highest === 0) {
            return { nothing: "Nothing of this in either run in this time." };
        }
        return {
            about: `${title} of both runs over time: ${lines.map(({ label }, at) => `at most ${figure.text(most[at])} in ${label}`).join(", ")}.`,
            option: {
                legend: { ...charts.legend(), show: true },
                grid: charts.grid({ top: 30 }),
                xAxis: charts.axis({
                    type: "value",
                    min: from,
                    max: to,
                    splitLine: { show: false },
                    axisLine: { show: true, onZero: false, lineStyle: { color: "var(--line-strong)" } },
                    axisLabel: { formatter: format.clock, customValues: timelineOptions.ticks({ from, to }) },
                }),
                yAxis: charts.upTo(Math.max(highest, figure.least ?? 0), figure.text),
                tooltip: { ...charts.tooltip(), formatter: (params) => tooltipText(params, figure.text) },
                series: lines.map(({ label, colour, type, points }) =>
                    charts.line(label, colour, points, { lineStyle: { color: colour, width: 1.5, type } }),
                ),
            },
        };
    }

    // Of a step that one of the runs has not, nothing.
    function pointsOf(figure, line, from, to) {
        const step = chosen.step === "all" ? line.all : line.steps[chosen.step];
        if (figure.perStep && !step) {
            return [];
        }
        const points = [...line.t_s.keys()].filter((at) => line.t_s[at] < to && line.t_s[at] + line.seconds[at] > from);
        return figure.points({ line, step, points });
    }

    function tooltipText(params, text) {
        return [
            format.clock(params[0].value[0]),
            ...params
                .filter(({ value }) => format.isNumber(value[1]))
                .map(({ seriesName, value }) => `${seriesName}: ${text(value[1])}`),
        ].join("\n");
    }

    function explain() {
        const words = ["Time is that since each run's start. Drag over a chart to look closer, double-click to see all."];
        for (const name of names) {
            const seconds = data[name].timeline.seconds_per_point;
            if (seconds > 1) {
                words.push(`Each point of ${looks[name].label} stands for ${seconds} s: of latencies and levels the highest second, else the mean.`);
            }
        }
        dom.byId("charts-note").textContent = words.join(" ");
    }

    return { render };
})();
