// Where the time of each step's requests went, from waiting for a connection to the last byte.
"use strict";

const phaseSection = (() => {
    const phases = [
        ["blocked", "own queue"],
        ["connecting", "connecting"],
        ["tls_handshaking", "TLS"],
        ["sending", "sending"],
        ["waiting", "waiting for the first byte"],
        ["receiving", "receiving"],
    ];
    let shown = null;

    // steps: of the run or of a class; null phases: a journal of an earlier version.
    function render({ steps }) {
        const known = Object.entries(steps).filter(([, step]) => step.phases);
        dom.byId("phases").hidden = known.length === 0;
        if (known.length === 0) {
            return;
        }
        shown ??= start();
        shown.table.update(
            known.flatMap(([step, { phases: times }]) =>
                phases
                    .filter(([key]) => times[key].count > 0)
                    .map(([key, label]) => ({ id: `${step} ${key}`, step, label, ...times[key] })),
            ),
        );
        draw(known);
    }

    function start() {
        const time = (key, label, title) => ({
            key,
            label,
            title,
            numeric: true,
            value: (row) => row[key],
            text: (row) => format.time(row[key]),
            exact: (row) => `${row[key]} ms`,
        });
        return {
            chart: charts.create(dom.byId("phases-chart"), { title: "Where the time of a request went" }),
            table: tables.create("phases-table", {
                caption: "Phases of answered requests; one that took no time is left out",
                sortable: true,
                empty: "No request was answered.",
                columns: [
                    { key: "step", label: "Step", value: (row) => row.step },
                    { key: "phase", label: "Phase", value: (row) => row.label },
                    time("mean_of_all_ms", "Mean", "Over all answered requests of the step: those of a step add up"),
                    {
                        key: "count",
                        label: "Requests with it",
                        numeric: true,
                        value: (row) => row.count,
                        text: (row) => format.count(row.count),
                    },
                    time("p50_ms", "p50", "Of the requests with it"),
                    time("p95_ms", "p95", "Of the requests with it"),
                    time("max_ms", "Max"),
                ],
            }),
        };
    }

    // Shares, because steps differ by a factor of a thousand.
    function draw(known) {
        const rows = known
            .map(([step, { phases: times }]) => ({
                step,
                times,
                mean: phases.reduce((sum, [key]) => sum + times[key].mean_of_all_ms, 0),
            }))
            .filter((row) => row.mean > 0)
            .reverse();
        if (rows.length === 0) {
            shown.chart.show({ nothing: "No request was answered." });
            return;
        }
        const label = ({ step, mean }) => `${step}, ${format.time(mean)}`;
        shown.chart.show({
            note: "share of the mean of each step",
            about: `Mean time of a request by step: ${rows.map(label).join("; ")}; the table has the phases.`,
            option: {
                legend: { ...charts.legend(), show: true, left: 8, right: 8, type: "plain" },
                grid: charts.grid({ top: 50 }),
                xAxis: charts.upTo(1, format.share),
                yAxis: charts.axis({ type: "category", data: rows.map(label), splitLine: { show: false } }),
                tooltip: {
                    ...charts.tooltip(),
                    axisPointer: { type: "shadow", shadowStyle: { color: "var(--line)", opacity: 0.5 } },
                    formatter: ([{ dataIndex }]) => {
                        const row = rows[dataIndex];
                        return [
                            label(row),
                            ...phases
                                .filter(([key]) => row.times[key].count > 0)
                                .map(([key, name]) => `${name}: ${format.time(row.times[key].mean_of_all_ms)}`),
                        ].join("\n");
                    },
                },
                series: phases
                    .filter(([key]) => rows.some((row) => row.times[key].count > 0))
                    .map(([key, name]) => ({
                        name,
                        type: "bar",
                        stack: "mean",
                        data: rows.map((row) => row.times[key].mean_of_all_ms / row.mean),
                        itemStyle: { color: `var(--series-${phases.findIndex(([each]) => each === key) + 1})` },
                        emphasis: { disabled: true },
                        barMaxWidth: 16,
                    })),
            },
        });
    }

    return { render };
})();
