// What was read of running batches: how early their rows came, and what a reader that went on from its last line was sent.
"use strict";

const readSection = (() => {
    const faults = [
        ["skipped", "A row never sent to a reader that went on from its last line"],
        ["doubled", "A row sent again to a reader that went on from its last line"],
        ["changed", "A row with another content in a later read"],
        ["vanished", "A row read while the batch ran, and not in the file at the end"],
        ["wrong_last_line", "A read with a wrong X-Last-Line"],
        ["unreadable", "A line that is no row of the batch"],
    ];
    const mostExamples = 3;
    let shown = null;

    // Where something was read in the run; a class may still have nothing.
    function render(read, ofRun) {
        document.querySelectorAll(".of-read").forEach((part) => (part.hidden = !ofRun));
        if (!ofRun) {
            return;
        }
        shown ??= start();
        const notices = dom.byId("read-notices");
        notices.hidden = !read;
        notices.replaceChildren(...(read?.notices ?? []).map((text) => dom.element("li", {}, dom.visible(text))));
        shown.faults.update(
            read
                ? faults.map(([key, label]) => ({
                      id: key,
                      label,
                      count: read[key],
                      // Each is long, and all kinds are to be seen at once; those of rows are all below.
                      examples: (read.examples[key] ?? []).slice(0, mostExamples),
                  }))
                : [],
        );
        const place = dom.byId("read-rows");
        // What a reader has opened stays so while the run goes on.
        const open = [...place.querySelectorAll("details[open]")].map((list) => list.dataset.kind);
        place.replaceChildren(...(read ? faults.flatMap(([key]) => named(key, read, open.includes(key))) : []));
        dom.byId("read-times").hidden = !read;
        if (read) {
            firstRow(read);
            progress(read);
        }
    }

    // Who looks for the cause wants each row.
    function named(key, read, open) {
        const rows = read.examples[key] ?? [];
        if (rows.length <= mostExamples) {
            return [];
        }
        const all = rows.length === read[key] ? `All ${format.count(rows.length)}` : `The first ${format.count(rows.length)} of ${format.count(read[key])}`;
        return [
            dom.element(
                "details",
                { "data-kind": key, open },
                dom.element("summary", {}, `${all} rows ${key}`),
                dom.element("ol", {}, ...rows.map((row) => dom.element("li", {}, dom.visible(row)))),
            ),
        ];
    }

    function start() {
        return {
            chart: charts.create(dom.byId("read-progress"), { title: "Rows there while a batch runs" }),
            faults: tables.create("read-faults", {
                caption: "Faults of what was read",
                empty: "No running batch of this class was read.",
                columns: [
                    { key: "kind", label: "Fault", mono: true, value: (row) => row.id },
                    { key: "label", label: "What", value: (row) => row.label },
                    {
                        key: "count",
                        label: "Count",
                        numeric: true,
                        value: (row) => row.count,
                        text: (row) => format.count(row.count),
                        mark: (row) => (row.count > 0 ? "bad" : null),
                    },
                    {
                        key: "examples",
                        label: "Examples",
                        value: (row) => row.examples.join("\n"),
                        mark: () => "words",
                    },
                ],
            }),
        };
    }

    function firstRow({ batches, first_row_ms: times }) {
        const time = (name) => [`First row, ${name}`, format.time(times[name]), exact(times[name])];
        tables.pairs("read-first-row", "Time from the create request to the first row of a read", [
            ["Batches read while they ran", format.count(batches)],
            ["Those of which a row came before the end", format.count(times.count)],
            ...["p50", "p95", "max"].map(time),
        ]);
    }

    function exact(milliseconds) {
        return format.isNumber(milliseconds) ? `${milliseconds} ms` : null;
    }

    function progress({ progress: shares }) {
        if (shares.length === 0) {
            shown.chart.show({ nothing: "No such batch was seen to end, so no share of its time is known." });
            return;
        }
        const parts = shares.length + 1;
        const seen = [[0, 0], ...shares.map((share, at) => [(at + 1) / parts, share])];
        const colour = "var(--series-1)";
        const axis = charts.upTo(1, format.share, 5);
        shown.chart.show({
            note: "share of its rows after each tenth of its time, mean of the batches; dashed: to its end",
            about: `Share of a batch's rows that were there: ${seen.slice(1).map(point).join(", ")}.`,
            option: {
                grid: charts.grid({ right: 30 }),
                xAxis: { ...axis, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: "var(--line-strong)" } } },
                yAxis: axis,
                tooltip: {
                    ...charts.tooltip(),
                    formatter: ([{ value }]) => point(value),
                },
                series: [
                    charts.line("there", colour, seen, {
                        symbol: "circle",
                        symbolSize: 5,
                        showAllSymbol: true,
                    }),
                    charts.line("end", colour, [seen.at(-1), [1, 1]], {
                        lineStyle: { color: colour, width: 1.5, type: "dashed" },
                    }),
                ],
            },
        });
    }

    function point([time, share]) {
        return `${format.share(share)} at ${format.round(format.share)(time)} of the time`;
    }

    return { render };
})();
