// A search for the largest load: its answer, a row for each level, and how the service behaved at each load.
"use strict";

const capacitySection = (() => {
    const { element } = dom;
    const broken = ["unstable", "failed", "refused"];
    const purposes = {
        raise: "raised",
        repeat: "the first failure once more",
        bisect: "between the bounds",
        confirm: "the lower bound for three times as long",
        step_down: "a step down",
    };
    // Other signs as well as other colours, for paper and for those who do not tell colours apart.
    const kinds = [
        { name: "passed", colour: "var(--good)", symbol: "circle", has: (verdict) => verdict === "passed" },
        { name: "broke", colour: "var(--bad)", symbol: "triangle", has: (verdict) => broken.includes(verdict) },
        {
            name: "undecided or invalid",
            colour: "var(--doubtful)",
            symbol: "rect",
            has: (verdict) => verdict !== "passed" && !broken.includes(verdict),
        },
    ];
    let shown = null;

    function render({ capacity }) {
        dom.byId("capacity").hidden = !capacity;
        if (!capacity) {
            return;
        }
        shown ??= start();
        dom.fill(
            "capacity-answer",
            element("strong", null, capacity.now ? "So far: " : ""),
            capacity.levels.length === 0 && capacity.now ? "no level has ended yet" : capacity.answer,
            capacity.now ? element("br") : null,
            capacity.now ? element("span", { id: "capacity-now", class: "muted" }, capacity.now) : null,
        );
        dom.fill(
            "capacity-note",
            capacity.not_judged.length === 0 ? null : `Levels are not judged by ${capacity.not_judged.join(", ")}.`,
        );
        shown.unit = capacity.unit;
        dom.byId("capacity-charts").hidden = capacity.levels.length === 0;
        shown.table.update(capacity.levels.map((level, at) => ({ id: at + 1, ...level })));
        draw(capacity, shown.turnaround, "turnaround_s", (seconds) => format.time(seconds * 1000), {
            note: "mean of each level, from the create request to the end",
            about: "Turnaround against load",
        });
        draw(capacity, shown.backlog, "backlog_rows", format.shortCount, {
            note: "unfinished rows, mean of each level",
            about: "Backlog against load",
        });
    }

    function start() {
        const place = dom.byId("capacity-charts");
        return {
            unit: "",
            table: table(),
            turnaround: charts.create(place, { title: "Turnaround against load" }),
            backlog: charts.create(place, { title: "Backlog against load" }),
        };
    }

    function table() {
        const perSecond = (key, label) => number(key, label, (value) => `${format.rate(value)}/s`);
        return tables.create("capacity-table", {
            caption: "Levels of the search",
            empty: "No level has ended yet.",
            columns: [
                { key: "level", label: "Level", value: (row) => row.id },
                number("load", "Load", (value) => `${Number(value.toPrecision(4))} ${shown.unit}`),
                {
                    key: "verdict",
                    label: "Verdict",
                    value: (row) => row.verdict,
                    mark: (row) => (row.verdict === "passed" ? "good" : broken.includes(row.verdict) ? "bad" : null),
                },
                { key: "reason", label: "Reason", value: (row) => row.reason, mark: () => "words" },
                perSecond("applied_batches_per_s", "Applied"),
                perSecond("completed_batches_per_s", "Completed"),
                number("backlog_rows", "Backlog, rows", (value) => format.count(value)),
                {
                    key: "growth_rows_per_s",
                    label: "Grew by, rows/s",
                    numeric: true,
                    value: (row) => row.growth_rows_per_s,
                    text: growth,
                },
                number("turnaround_s", "Turnaround", (value) => format.time(value * 1000)),
                number("batches", "Batches", (value) => format.count(value)),
                {
                    key: "thresholds",
                    label: "Thresholds",
                    value: (row) => row.thresholds.map(threshold).join("\n"),
                    mark: () => "words",
                },
                { key: "purpose", label: "Why this load", value: (row) => purposes[row.purpose] ?? row.purpose },
            ],
        });
    }

    function number(key, label, text) {
        return {
            key,
            label,
            numeric: true,
            value: (row) => row[key],
            text: (row) => (format.isNumber(row[key]) ? text(row[key]) : format.none),
        };
    }

    function growth({ growth_rows_per_s: slope, growth_lower: lower, growth_upper: upper }) {
        return format.isNumber(slope) ? `${short(slope)} (${short(lower)} to ${short(upper)})` : format.none;
    }

    function threshold({ text, state, value, lower, upper }) {
        return `${text}: ${short(value)} (${short(lower)} to ${short(upper)}), ${state}`;
    }

    function short(value) {
        return format.isNumber(value) ? String(Number(value.toPrecision(3))) : "open";
    }

    function draw({ levels, lower, upper, unit }, chart, key, text, { note, about }) {
        const known = levels.filter((level) => format.isNumber(level[key]));
        if (known.length === 0) {
            chart.show({ nothing: "No level has ended yet of which this is known." });
            return;
        }
        const all = [...known].sort((one, other) => one.load - other.load).map((level) => [level.load, level[key]]);
        const series = kinds
            .map(({ name, colour, symbol, has }) =>
                charts.line(
                    name,
                    colour,
                    known.filter(({ verdict }) => has(verdict)).map((level) => [level.load, level[key]]),
                    { symbol, symbolSize: 9, showSymbol: true, lineStyle: { opacity: 0 } },
                ),
            )
            .filter(({ data }) => data.length > 0);
        const path = charts.line("by load", "var(--muted)", all, {
            lineStyle: { color: "var(--muted)", width: 1, type: "dotted" },
            markArea: knee(lower, upper),
            tooltip: { show: false },
        });
        const most = Math.max(...known.map((level) => level.load));
        chart.show({
            note: `${note}${format.isNumber(lower) && format.isNumber(upper) ? "; shaded: where the capacity lies" : ""}`,
            about: `${about}: ${known.map((level) => `${text(level[key])} at ${short(level.load)} ${unit}`).join(", ")}.`,
            option: {
                legend: { ...charts.legend(), show: true, data: series.map(({ name }) => name) },
                grid: charts.grid({ top: 30, bottom: 22 }),
                xAxis: {
                    ...charts.upTo(most * 1.05, String),
                    name: unit,
                    nameLocation: "middle",
                    nameGap: 26,
                    splitLine: { show: false },
                    axisLine: { show: true, onZero: false, lineStyle: { color: "var(--line-strong)" } },
                },
                yAxis: charts.upTo(Math.max(...known.map((level) => level[key])), text),
                tooltip: {
                    ...charts.tooltip(),
                    trigger: "item",
                    formatter: ({ seriesName, value }) => `${short(value[0])} ${unit}, ${seriesName}: ${text(value[1])}`,
                },
                series: [path, ...series],
            },
        });
    }

    // The band between the highest load that passed and the lowest that broke the service.
    function knee(lower, upper) {
        return format.isNumber(lower) && format.isNumber(upper)
            ? {
                  silent: true,
                  itemStyle: { color: "var(--shade-doubtful)", borderColor: "var(--shade-doubtful)", borderWidth: 1 },
                  data: [[{ xAxis: lower }, { xAxis: upper }]],
              }
            : undefined;
    }

    return { render };
})();
