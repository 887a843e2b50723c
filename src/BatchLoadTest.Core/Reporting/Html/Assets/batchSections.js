// Batches: how they ended, what the service did with them, how long each phase took; and the check of their results.
"use strict";

const batchSections = (() => {
    const outcomes = [
        ["completed", "Completed", null],
        ["failed", "Failed", "bad"],
        ["expired", "Expired", "bad"],
        ["cancelled", "Cancelled", "bad"],
        ["cancelled_by_run", "Cancelled by the run", null],
        ["retried_by_run", "Retried by the run", null],
        ["deleted_by_run", "Input deleted by the run", null],
        ["polls_exhausted", "Polls exhausted", "bad"],
        ["timed_out", "Timed out", "bad"],
        ["lost", "Lost (404)", "bad"],
        ["unfinished", "Unfinished at the end of the run", null],
        ["in_flight", "In flight", null],
    ];
    const phases = [
        ["queued_ms", "Queued"],
        ["running_ms", "Running"],
        ["finalizing_ms", "Finalizing"],
        ["observation_lag_ms", "Observation lag"],
        ["turnaround_ms", "Turnaround"],
    ];
    const violations = [
        ["backwards", "A status earlier than one seen before"],
        ["counts_shrank", "Fewer rows done than seen before"],
        ["unknown_status", "A status that is none of the known ones"],
        ["not_found", "404 for a batch that it had created"],
    ];
    const defects = [
        ["missing", "In the input, and in neither result file"],
        ["duplicated", "A further result of a row in the same file"],
        ["foreign", "A result whose id is not in the input"],
        ["in_both", "A row in the output file and in the error file"],
        ["malformed", "A line that is no JSON object"],
        ["lacks_members", "A line without id, or with neither response nor error"],
        ["counts_disagree", "A batch whose request_counts are not the rows found"],
        ["incomplete", "A file that the service itself calls incomplete"],
        ["too_long", "A line longer than --max-line, skipped"],
        ["json_array", "A file that is one JSON array, not one object a line"],
        ["id_not_text", "A line whose custom_id is a number, not a text"],
        ["unstable", "A row that is another one, gone or new when it is read again"],
        ["usage_disagrees", "A batch whose own sums of tokens are not those of its rows"],
        ["no_output", "A completed batch that never named an output file"],
    ];
    let shown = null;

    function render({ batches, results, usage }) {
        shown ??= start();
        shown.outcomes.update(
            outcomes
                .filter(([key]) => key !== "in_flight" || batches.in_flight > 0)
                .map(([key, label, mark]) => ({
                    id: key,
                    label:
                        key === "in_flight"
                            ? `${label}, the oldest for ${format.time(batches.oldest_in_flight_ms)}`
                            : label,
                    mark,
                    count: batches[key],
                    share: batches.created === 0 ? null : batches[key] / batches.created,
                })),
            [{ id: "created", label: "Created", count: batches.created, share: null }],
        );
        shown.violations.update([
            ...violations.map(([key, label]) => ({ id: key, label, count: batches.violations[key] })),
            {
                id: "foreign_answers",
                label: "Answers about another object than was asked for",
                count: batches.foreign_answers,
            },
            { id: "missed_window", label: "Completed after its window", count: batches.missed_window },
            {
                id: "overdue",
                label: "Unfinished at the end and older than twice the longest of at least ten completed",
                count: batches.overdue,
            },
        ]);
        const notices = dom.byId("batches-notices");
        notices.hidden = batches.notices.length === 0;
        notices.replaceChildren(...batches.notices.map((text) => dom.element("li", {}, dom.visible(text))));
        // Only turnaround is measured here; the others are by stamps of whole seconds.
        const rows = phases.map(([key, label]) => ({
            id: key,
            label,
            show: key === "turnaround_ms" ? format.time : format.stamped,
            ...batches[key],
        }));
        shown.phases.update(rows);
        phaseChart(rows);
        shown.examples.update(batches.examples.map((batch) => ({ id: batch.batch_id, ...batch })));
        renderResults(results, batches);
        renderUsage(usage);
    }

    function renderResults(results, batches) {
        const notRead = results.checked_batches + results.unchecked_batches === 0;
        tables.pairs("results-counts", "Rows and batches checked", [
            ["Rows in output files", format.count(results.output_rows)],
            ["Rows in error files", format.count(results.error_rows)],
            ["Rows with a result per second of the run", format.rate(results.rows_per_second)],
            ["Rows in output files that are not 2xx (no defect)", format.count(results.non_2xx_rows)],
            [
                "Rows that failed, of all rows found where results are checked",
                `${format.count(results.failed_rows)} (${format.share(results.row_error_rate)})`,
            ],
            ["Completed batches of which every result was compared", format.count(results.checked_batches)],
            ["Completed batches whose results could not be read to the end", format.count(results.unchecked_batches)],
            [
                "Completed batches whose results the end of the run cut off",
                format.count(results.interrupted_batches),
            ],
            ["Batches that named their output file only after their end", format.count(batches.late_output)],
        ]);
        shown.rowErrors.update(
            results.row_errors.map((kind) => ({
                id: kind.class,
                label: kind.class,
                count: kind.count,
                words: kind.words,
                examples: kind.examples,
            })),
        );
        shown.defects.update(
            notRead && results.defects === 0
                ? []
                : defects.map(([key, label]) => ({
                      id: key,
                      label: follows(results, key) ? `${label} (${follows(results, key)} follow from others)` : label,
                      count: results[key],
                      examples: results.examples[key] ?? [],
                  })),
            notRead && results.defects === 0 ? [] : [{ id: "all", label: "", count: results.defects, examples: [] }],
        );
    }

    function renderUsage(usage) {
        const rows = usage.models.map((model) => ({ id: model.model, ...model }));
        const all = { ...usage, id: "all", model: "All" };
        shown.usage.update(rows, usage.rows_with_usage > 0 ? [all] : []);
    }

    function follows(results, defect) {
        return results.following[defect] ?? 0;
    }

    function start() {
        const label = (text) => ({ key: "label", label: text, value: (row) => row.label });
        const count = {
            key: "count",
            label: "Count",
            numeric: true,
            value: (row) => row.count,
            text: (row) => format.count(row.count),
        };
        const markWhereAny = { ...count, mark: (row) => (row.count > 0 ? "bad" : null) };
        return {
            outcomes: tables.create("batches-outcomes", {
                caption: "Batches by how they ended",
                empty: "No batch was created.",
                columns: [
                    label("End"),
                    { ...count, label: "Batches", mark: (row) => (row.mark && row.count > 0 ? row.mark : null) },
                    {
                        key: "share",
                        label: "Of all",
                        numeric: true,
                        value: (row) => row.share,
                        text: (row) => format.share(row.share),
                    },
                ],
            }),
            violations: tables.create("batches-violations", {
                caption: "What the service must not do with a batch",
                empty: "",
                columns: [label("What"), { ...markWhereAny, label: "Times" }],
            }),
            phases: tables.create("batches-phases", {
                caption: "How long each phase of a batch took; observation lag: from the end until a poll saw it",
                empty: "",
                columns: [
                    label("Phase"),
                    { ...count, label: "Batches" },
                    ...["min", "mean", "p50", "p90", "p95", "p99", "max"].map((key) => phaseTime(key)),
                ],
            }),
            chart: charts.create(dom.byId("batches-phases-chart"), { title: "How long each phase took" }),
            examples: tables.create("batches-examples", {
                caption: "Examples of batches that did not complete",
                empty: "Every batch that ended completed.",
                columns: [
                    { key: "batch_id", label: "Batch", mono: true, value: (row) => row.batch_id },
                    { key: "outcome", label: "End", value: (row) => row.outcome },
                    { key: "last_status", label: "Last status", value: (row) => row.last_status },
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
                    { key: "polls", label: "Polls", numeric: true, value: (row) => row.polls },
                    {
                        key: "statuses",
                        label: "Statuses, first seen after",
                        value: (row) => statuses(row),
                        mark: () => "words",
                    },
                    { key: "detail", label: "The service's words", value: (row) => row.detail, mark: () => "words" },
                ],
            }),
            rowErrors: tables.create("results-row-errors", {
                caption: "Why rows failed",
                empty: "No failed row was looked into.",
                columns: [
                    { key: "label", label: "Status, type, code", mono: true, value: (row) => row.label },
                    { ...markWhereAny, label: "Rows" },
                    { key: "words", label: "The first row's words", value: (row) => row.words, mark: () => "words" },
                    { key: "examples", label: "Such as", mono: true, value: (row) => row.examples.join(", ") },
                ],
            }),
            usage: tables.create("results-usage", {
                caption: "Tokens as rows that succeeded say them (usage), by the model that they name",
                empty: "No row that succeeded was looked into.",
                columns: [
                    { key: "model", label: "Model", mono: true, value: (row) => row.model || "(none named)" },
                    ...[
                        ["rows", "Rows"],
                        ["rows_without_usage", "Without usage"],
                        ["prompt_tokens", "Tokens in"],
                        ["cached_tokens", "From a cache"],
                        ["completion_tokens", "Tokens out"],
                        ["reasoning_tokens", "Reasoning"],
                    ].map(([key, label]) => ({ ...count, key, label, value: (row) => row[key], text: (row) => format.count(row[key]) })),
                    { ...count, key: "cost", label: "Cost", value: (row) => row.cost, text: (row) => money(row.cost) },
                ],
            }),
            defects: tables.create("results-defects", {
                caption: "Defects in the results",
                empty: "No result of a completed batch was checked.",
                columns: [
                    { key: "kind", label: "Defect", mono: true, value: (row) => row.id },
                    { key: "label", label: "What", value: (row) => row.label },
                    markWhereAny,
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

    function money(amount) {
        return format.isNumber(amount) ? amount.toLocaleString("en", { maximumFractionDigits: 6 }) : format.none;
    }

    function statuses(row) {
        return Object.entries(row.first_seen_ms)
            .map(([status, after]) => `${status} ${format.time(after)}`)
            .join(", ");
    }

    function phaseTime(key) {
        const percent = key.startsWith("p") ? Number(key.slice(1)) : 0;
        const exact = (row) => (row.show === format.time && format.isNumber(row[key]) ? `${row[key]} ms` : null);
        return {
            key,
            label: key,
            numeric: true,
            value: (row) => row[key],
            text: (row) => format.percentile(row[key], percent, row.count, row.show),
            exact: (row) => format.whyFew(row.count, percent) ?? exact(row),
        };
    }

    function phaseChart(rows) {
        const known = rows.filter((row) => row.count > 0).reverse();
        if (known.length === 0) {
            shown.chart.show({ nothing: "No batch was seen to end, so no phase is known." });
            return;
        }
        const bars = ["p50", "p95", "max"].map((name, at) => ({
            name,
            type: "bar",
            data: known.map((row) => row[name]),
            itemStyle: { color: `var(--percentile-${at + 1})` },
            emphasis: { disabled: true },
            barMaxWidth: 9,
            barGap: "20%",
        }));
        shown.chart.show({
            note: "median, 95th percentile, longest",
            about: `Durations of batch phases: ${known.map((row) => `${row.label} p95 ${row.show(row.p95)}`).join(", ")}.`,
            option: {
                legend: { ...charts.legend(), show: true, data: ["p50", "p95", "max"] },
                grid: charts.grid({ top: 30 }),
                xAxis: charts.upTo(Math.max(...known.map((row) => row.max)), format.time),
                yAxis: charts.axis({
                    type: "category",
                    data: known.map((row) => row.label),
                    splitLine: { show: false },
                }),
                tooltip: {
                    ...charts.tooltip(),
                    axisPointer: { type: "shadow", shadowStyle: { color: "var(--line)", opacity: 0.5 } },
                    formatter: (params) =>
                        [
                            params[0].name,
                            ...params.map(
                                ({ seriesName, value, dataIndex }) => `${seriesName}: ${known[dataIndex].show(value)}`,
                            ),
                        ].join("\n"),
                },
                // Drawn from the bottom up.
                series: bars.reverse(),
            },
        });
    }

    return { render };
})();
