// The table of all steps, and the failures by kind.
"use strict";

const requestSections = (() => {
    let statistics = null;
    let failures = null;

    function render(data) {
        statisticsTable(data);
        failureKinds.matrix(data);
        failureTable(data);
    }

    function statisticsTable({ summary, steps, distributions, latency_by_time: byTime, latency_of_successes: ofSuccesses }) {
        const latency = (key, label) => {
            const column = time(key, label, (row) => row.latency_ms[key]);
            if (!/^p[\d.]+$/.test(key)) {
                return column;
            }
            const percent = Number(key.slice(1));
            return {
                ...column,
                text: (row) => format.percentile(row.latency_ms[key], percent, row.requests),
                exact: (row) => format.whyFew(row.requests, percent) ?? column.exact(row),
            };
        };
        statistics ??= tables.create("statistics-table", {
            caption:
                "Statistics per step: times from handing a request to the connection pool to the last byte of its answer",
            sortable: true,
            empty: "No request was made.",
            columns: [
                { key: "step", label: "Step", value: (row) => row.id, exact: (row) => row.name },
                number("requests", "Requests", (row) => row.requests),
                {
                    ...number("failures", "Failed", (row) => row.failures),
                    mark: (row) => (row.failures > 0 ? "bad" : null),
                },
                number(
                    "failed_share",
                    "Failed, %",
                    (row) => (row.requests === 0 ? null : row.failures / row.requests),
                    format.share,
                ),
                number("rate", "Per second", (row) => row.requests_per_second, format.rate),
                latency("min", "Min"),
                latency("mean", "Mean"),
                latency("p50", "p50"),
                latency("p90", "p90"),
                latency("p95", "p95"),
                {
                    ...latency("p95_by_time", "p95 by time"),
                    title:
                        "Each second weighs the same, shared by the requests that began in it; where none began, by those " +
                        "that were open, with the latency that they still had. Far above p95: the service stood still",
                },
                {
                    ...latency("p95_of_successes", "p95 of successes"),
                    title: "Of requests that succeeded, where over 1 % did not: a refusal is quick",
                },
                latency("p99", "p99"),
                latency("p99.9", "p99.9"),
                latency("max", "Max"),
                time("first_byte", "First byte, p95", (row) => row.time_to_first_byte_ms?.p95 ?? null),
                number("sent", "Sent", (row) => row.bytes_sent, format.bytes),
                number("received", "Received", (row) => row.bytes_received, format.bytes),
                {
                    ...number("interrupted", "Interrupted", (row) => row.interrupted),
                    title: "Cut off by the end of the run: neither success nor failure",
                    isRare: true,
                },
                {
                    ...number("key_pending", "New key not admitted", (row) => row.key_pending),
                    title: "Waiting for a new key to be admitted: the request was sent again, and is no failure",
                    isRare: true,
                },
                {
                    ...number("resent", "Resent", (row) => row.resent),
                    title: "Met the end of a connection idle for over a second, and was sent once more: no failure",
                    isRare: true,
                },
            ],
        });
        const rows = Object.entries(steps).map(([id, step]) => ({ id, ...step }));
        statistics.update(rows, rows.length === 0 ? [] : [total(summary, rows, distributions.all, byTime, ofSuccesses)]);
    }

    // Counts add up; percentiles do not: they are those of all requests, from the summary or from their distribution.
    function total(summary, rows, distribution, byTime, ofSuccesses) {
        const at = (percent) => (distribution?.curve.find(([percentile]) => percentile === percent) ?? [])[1] ?? null;
        const sum = (member) => rows.reduce((all, row) => all + row[member], 0);
        const any = summary.total_requests > 0;
        return {
            id: "all",
            name: "All steps together",
            requests: summary.total_requests,
            failures: summary.total_failures,
            requests_per_second: summary.requests_per_second,
            latency_ms: {
                min: any ? summary.min_response_time_ms : null,
                mean: any ? summary.avg_response_time_ms : null,
                p50: any ? summary.p50_ms : null,
                p90: at(90),
                p95: any ? summary.p95_ms : null,
                p95_by_time: byTime.p95_ms,
                p95_of_successes: ofSuccesses.p95_ms,
                p99: any ? summary.p99_ms : null,
                "p99.9": at(99.9),
                max: any ? summary.max_response_time_ms : null,
            },
            bytes_sent: sum("bytes_sent"),
            bytes_received: sum("bytes_received"),
            interrupted: sum("interrupted"),
            key_pending: sum("key_pending"),
            resent: rows.some((row) => row.resent === null) ? null : sum("resent"),
        };
    }

    function failureTable({ steps, run }) {
        const started = new Date(run.started_at).getTime();
        const at = (key, label) => ({
            key,
            label,
            numeric: true,
            value: (row) => row[key],
            text: (row) => `${format.clock(row[key])} (${format.timeOfDay(new Date(started + row[key] * 1000))})`,
            exact: (row) => format.moment(new Date(started + row[key] * 1000)),
        });
        failures ??= tables.create("failures-table", {
            caption: "Failed requests by step, kind and words",
            sortable: true,
            empty: "No request failed.",
            columns: [
                { key: "step", label: "Step", value: (row) => row.step },
                { key: "kind", label: "Kind", mono: true, value: (row) => row.kind },
                number("count", "Count", (row) => row.count),
                number("share", "Of its step", (row) => row.share, format.share),
                at("first_s", "First"),
                at("last_s", "Last"),
                { key: "example", label: "Words", value: (row) => row.example, mark: () => "words" },
            ],
        });
        const rows = Object.entries(steps).flatMap(([step, { requests, failures_by_kind: kinds }]) =>
            Object.entries(kinds).flatMap(([kind, failure]) =>
                wordsOf(failure).map((words, index) => ({
                    id: index === 0 ? `${step} ${kind}` : `${step} ${kind} ${index}`,
                    step,
                    kind,
                    share: words.count / requests,
                    ...words,
                })),
            ),
        );
        failures.update(rows.sort((one, other) => other.count - one.count));
    }

    // A row for each of the different words of one kind, as in the terminal; of very many only the first were kept.
    function wordsOf({ count, first_s, last_s, example, texts }) {
        const rest = count - texts.reduce((total, text) => total + text.count, 0);
        const rows = texts.map((text) => ({ ...text, example: text.words }));
        const other = { count: rest, first_s, last_s, example: texts.length === 0 ? example : "(other words)" };
        return rest === 0 ? rows : [...rows, other];
    }

    function number(key, label, value, text = format.count) {
        return { key, label, numeric: true, value, text: (row) => text(value(row)) };
    }

    function time(key, label, value) {
        return {
            ...number(key, label, value, format.time),
            exact: (row) => (format.isNumber(value(row)) ? `${value(row)} ms` : null),
        };
    }

    return { render };
})();
