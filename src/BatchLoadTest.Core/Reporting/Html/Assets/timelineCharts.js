// The section of charts over time. One step or all can be chosen, and a part of the run, by dragging over any chart;
// both choices stay when newer data comes.
"use strict";

const timelineCharts = (() => {
    const { element } = dom;
    const chosen = { step: "all", range: null };
    let data = null;
    let figures = null;

    function render(newData) {
        data = newData;
        figures ??= start();
        fillSteps();
        show();
    }

    function start() {
        const place = dom.byId("charts-grid");
        const made = timelineFigures.all.map((figure) => ({
            ...figure,
            chart: charts.create(place, { title: figure.title, group: "timeline" }),
        }));
        made.forEach(({ chart }) => rangeSelection.on(chart, zoomTo, () => zoom(null)));
        // The pointer's line is in all of them at the same second.
        echarts.connect("timeline");
        dom.byId("charts-step").addEventListener("change", (event) => {
            chosen.step = event.target.value;
            show();
        });
        dom.byId("charts-zoom-out").addEventListener("click", () => zoom(null));
        return made;
    }

    function fillSteps() {
        const select = dom.byId("charts-step");
        const ids = ["all", ...Object.keys(data.timeline.steps)];
        if (ids.join() !== [...select.options].map((option) => option.value).join()) {
            select.replaceChildren(
                ...ids.map((id) => element("option", { value: id }, id === "all" ? "all steps" : id)),
            );
            chosen.step = ids.includes(chosen.step) ? chosen.step : "all";
            select.value = chosen.step;
        }
    }

    function zoomTo(from, to) {
        const line = data.timeline;
        const first = Math.max(0, Math.floor(from));
        const last = Math.min(endOf(line), Math.ceil(to));
        if (last - first >= line.seconds_per_point) {
            zoom([first, last]);
        }
    }

    function zoom(range) {
        chosen.range = range;
        dom.byId("charts-zoom-out").disabled = range === null;
        show();
    }

    function endOf(line) {
        return line.t_s.length === 0 ? 0 : line.t_s.at(-1) + line.seconds.at(-1);
    }

    function show() {
        const view = viewOf(data.timeline);
        explain(data.timeline);
        for (const { chart, title, perStep, belongs, draw } of figures) {
            chart.figure.hidden = belongs?.(data.timeline) === false;
            if (chart.figure.hidden) {
                continue;
            }
            const full = perStep ? `${title}, ${chosen.step === "all" ? "all steps" : chosen.step}` : title;
            if (view.points.length === 0) {
                chart.show({
                    title: full,
                    nothing: "No second of this run was recorded, so there is nothing to show over time.",
                });
            } else {
                chart.show({ title: full, ...draw(view, data) });
            }
        }
    }

    // The points within the chosen part of the run.
    function viewOf(line) {
        const [from, to] = chosen.range ?? [0, endOf(line)];
        const points = [...line.t_s.keys()].filter((at) => line.t_s[at] < to && line.t_s[at] + line.seconds[at] > from);
        return {
            line,
            step: chosen.step === "all" ? line.all : line.steps[chosen.step],
            points,
            from,
            to,
            silences: silencesOf(line),
        };
    }

    // From the second that the timeline begins with.
    function silencesOf(line) {
        const second = (moment) => (new Date(moment) - new Date(line.origin)) / 1000;
        return data.silence.stretches.map(({ from, to }) => [second(from), second(to)]);
    }

    function explain(line) {
        const words =
            line.t_s.length === 0 ? [] : ["Drag over a chart to look closer, double-click to see the whole run."];
        if (line.t_s.length > 0 && data.classes) {
            words.push("These are of all classes together.");
        }
        if (line.seconds_per_point > 1) {
            words.push(
                `Each point stands for ${line.seconds_per_point} s and shows the highest second of them;`,
                "of requests and rows the mean, too.",
            );
        }
        dom.byId("charts-note").textContent = words.join(" ");

        const doubtful = sum(line.doubtful);
        const absent = sum(line.seconds.map((seconds, at) => Math.max(0, seconds - line.recorded[at])));
        dom.fill(
            "charts-shades",
            data.silence.stretches.length === 0
                ? null
                : element(
                      "li",
                      { class: "shade-silent" },
                      `Silent, ${format.time(data.silence.seconds * 1000)}: no byte of any answer came while requests waited.`,
                  ),
            doubtful === 0
                ? null
                : element(
                      "li",
                      { class: "shade-doubtful" },
                      `Doubtful, ${format.of(doubtful, "second")}: this program itself used over 80% of its processors or paused for `,
                      "100 ms or longer. Latencies measured then may be its own.",
                  ),
            absent === 0
                ? null
                : element(
                      "li",
                      { class: "shade-absent" },
                      `Without a record, ${format.of(absent, "second")}: this program stood still, or the record was lost.`,
                  ),
        );
    }

    function sum(numbers) {
        return numbers.reduce((total, number) => total + number, 0);
    }

    return { render };
})();
