// The slowest batches and the oldest that had not ended: a table, and the life of each as a bar of its statuses.
"use strict";

const batchLives = (() => {
    // Statuses in their order in a batch's life; others come behind, as they are met.
    const order = ["validating", "in_progress", "finalizing", "cancelling"];
    let shown = null;

    function render({ batches }) {
        const slowest = batches.slowest_batches.map((batch) => ({ ...batch, kind: "slowest" }));
        const unfinished = batches.unfinished_batches.map((batch) => ({ ...batch, kind: "unfinished" }));
        const rows = [...unfinished, ...slowest].map((batch) => ({ id: `${batch.kind} ${batch.batch_id}`, ...batch }));
        shown ??= start(rows.some((row) => row.class));
        shown.table.update(rows);
        draw(rows);
    }

    function start(hasClasses) {
        const number = (key, label) => ({
            key,
            label,
            numeric: true,
            value: (row) => row[key],
            text: (row) => (format.isNumber(row[key]) ? format.count(row[key]) : format.none),
        });
        return {
            chart: charts.create(dom.byId("batches-lives-chart"), { title: "Lives of these batches", size: "large" }),
            table: tables.create("batches-lives", {
                caption: "The oldest unfinished batches, and the slowest of those that ended",
                sortable: true,
                empty: "No batch was created.",
                columns: [
                    { key: "batch_id", label: "Batch", mono: true, value: (row) => row.batch_id },
                    ...(hasClasses ? [{ key: "class", label: "Class", value: (row) => row.class ?? "" }] : []),
                    { key: "outcome", label: "End", value: (row) => row.outcome },
                    {
                        key: "created_at",
                        label: "Created",
                        value: (row) => row.created_at,
                        text: (row) => format.timeOfDay(new Date(row.created_at)),
                        exact: (row) => format.moment(new Date(row.created_at)),
                    },
                    {
                        key: "turnaround_ms",
                        label: "Watched for",
                        numeric: true,
                        value: (row) => row.turnaround_ms,
                        text: (row) => format.time(row.turnaround_ms),
                    },
                    {
                        key: "statuses",
                        label: "Statuses, first seen after",
                        value: (row) => lifeOf(row).map(([status, from]) => `${status} ${format.time(from)}`).join(", "),
                        mark: () => "words",
                    },
                    number("polls", "Polls"),
                    number("rows", "Rows"),
                    number("output_rows", "Output rows"),
                    number("error_rows", "Error rows"),
                    { key: "detail", label: "The service's words", value: (row) => row.detail, mark: () => "words" },
                ],
            }),
        };
    }

    // Status, from and to in milliseconds; before the first poll there is only the creation's answer.
    function lifeOf({ first_seen_ms: seen, turnaround_ms: end }) {
        const statuses = Object.entries(seen);
        return statuses.map(([status, from], at) => [status, from, statuses[at + 1]?.[1] ?? end]);
    }

    function draw(rows) {
        // The longest on top.
        const bars = [...rows].reverse();
        if (bars.length === 0) {
            shown.chart.show({ nothing: "No batch was created." });
            return;
        }
        // The status of its end has no width; it stands beside the id.
        const met = [
            ...new Set(bars.flatMap((row) => lifeOf(row).filter(([, from, to]) => to > from).map(([status]) => status))),
        ];
        const rank = (status) => (order.includes(status) ? order.indexOf(status) : order.length);
        const statuses = met.sort((one, other) => rank(one) - rank(other));
        const name = ({ batch_id: id, outcome }) =>
            `${id.length > 22 ? `${id.slice(0, 12)}…${id.slice(-8)}` : id}, ${outcome}`;
        shown.chart.show({
            note: "time in each status as polls saw it, from the create request",
            about: `Lives of ${bars.length} batches; the table has the times.`,
            option: {
                legend: { ...charts.legend(), show: true, left: 8, right: 8, type: "plain" },
                grid: charts.grid({ top: 50 }),
                xAxis: charts.upTo(Math.max(...bars.map((row) => row.turnaround_ms)), format.time),
                yAxis: charts.axis({ type: "category", data: bars.map(name), splitLine: { show: false } }),
                tooltip: {
                    ...charts.tooltip(),
                    axisPointer: { type: "shadow", shadowStyle: { color: "var(--line)", opacity: 0.5 } },
                    formatter: ([{ dataIndex }]) => {
                        const row = bars[dataIndex];
                        return [
                            `${row.batch_id}: ${row.outcome} after ${format.time(row.turnaround_ms)}`,
                            ...lifeOf(row).map(([status, from, to]) => `${status}: ${format.time(from)} to ${format.time(to)}`),
                        ].join("\n");
                    },
                },
                series: ["(no poll yet)", ...statuses].map((status, at) => ({
                    name: status,
                    type: "bar",
                    stack: "life",
                    data: bars.map((row) => timeIn(row, status, at === 0)),
                    itemStyle: { color: at === 0 ? "var(--line-strong)" : colourOf(status) },
                    emphasis: { disabled: true },
                    barMaxWidth: 14,
                })),
            },
        });
    }

    // The same in each report.
    function colourOf(status) {
        const at = order.indexOf(status);
        return `var(--series-${at < 0 ? order.length + 1 : at + 1})`;
    }

    function timeIn(row, status, isBefore) {
        const life = lifeOf(row);
        return isBefore
            ? (life[0]?.[1] ?? row.turnaround_ms)
            : life.filter(([each]) => each === status).reduce((sum, [, from, to]) => sum + to - from, 0);
    }

    return { render };
})();
