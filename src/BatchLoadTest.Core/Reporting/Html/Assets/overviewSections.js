// What is first: the verdict, what to doubt, the key figures, and the thresholds.
"use strict";

const overviewSections = (() => {
    const { element } = dom;
    const marks = { good: "✓", doubtful: "!", bad: "✗", live: "…" };
    let thresholds = null;
    let workerTable = null;

    function render(data) {
        runLine(data);
        verdict(data);
        causes(data);
        caveats(data);
        facts(data);
        workers(data.run);
        keyFigures(data);
        thresholdTable(data);
    }

    function runLine({ run }) {
        dom.fill(
            "run-line",
            element("span", { class: "mono" }, run.id),
            " against ",
            element("span", { class: "mono" }, run.host),
        );
    }

    function verdict(data) {
        const { verdict: { word, kind: ofRun, reason }, run, by_hand: byHand, is_live: isLive, thresholds: all } = data;
        const started = new Date(run.started_at);
        const end = isLive ? "" : `${took(run)}${byHand ? ` · ${byHand}` : ""} · exit code ${run.exit_code}`;
        // While it goes on it is neither good nor doubtful, unless a threshold is missed by now.
        const kind = isLive && ofRun === "doubtful" && !all.some((row) => isMissed(row, isLive)) ? "live" : ofRun;
        dom.byId("verdict").className = `verdict verdict-${kind}`;
        dom.fill(
            "verdict",
            element("span", { class: "verdict-mark", "aria-hidden": "true" }, marks[kind]),
            element(
                "div",
                null,
                element(
                    "p",
                    { class: "verdict-words" },
                    element("strong", { id: "verdict-word" }, word),
                    " ",
                    element("span", { id: "verdict-reason" }, reason),
                ),
                element(
                    "p",
                    { class: "verdict-run" },
                    `${loadOf(data)} · started ${format.moment(started)}${end}`,
                ),
            ),
        );
    }

    // As it is asked for now; a run that has ended says when its plan no longer held.
    function loadOf({ plan, load, load_now: now, is_live: isLive }) {
        const changed = !isLive && format.isNumber(load?.changed_at_s);
        return now ?? (changed ? `${plan}, until changed by hand at ${format.clock(Math.round(load.changed_at_s))}` : plan);
    }

    function took({ started_at: started, ended_at: ended }) {
        return ended ? ` · took ${format.time(new Date(ended) - new Date(started))}` : "";
    }

    function causes({ causes: failed, looks_like: patterns, thresholds: all, is_live: isLive }) {
        const missed = all.filter((row) => isMissed(row, isLive)).map((row) => `${row.text}: ${row.actual_text}`);
        dom.byId("causes").hidden = failed.length + patterns.length + missed.length === 0;
        dom.fill(
            "causes",
            list("What failed", failed, "box-bad"),
            list("What it looks like", patterns, ""),
            list("Thresholds not met", missed, "box-bad"),
        );
    }

    // What was asked for cannot be missed before the end.
    function caveats({ run: { caveats: doubts, notices }, is_live: isLive }) {
        const shown = isLive ? doubts.filter((line) => !line.startsWith("the load never reached")) : doubts;
        dom.byId("caveats").hidden = shown.length + notices.length === 0;
        dom.fill("caveats", list("Not achieved, or to be doubted", shown), list("Notices", notices, ""));
    }

    function list(title, lines, tone = "box-warning") {
        return lines.length === 0
            ? null
            : element(
                  "div",
                  { class: `box ${tone}` },
                  element("h2", null, title),
                  element(
                      "ul",
                      null,
                      lines.map((line) => element("li", null, line)),
                  ),
              );
    }

    // In the words of the terminal: how fast the service worked, who set the pace, what was sent, and what counts in no other figure.
    function facts({ facts: { silence, pace, starts, sent, warm_up: warmUp } }) {
        const rows = [
            ["Silence", silence],
            ["Pace", pace],
            ["Starts", starts],
            ["Sent", sent],
            ["Warm-up", warmUp],
        ].filter(([, text]) => text !== null);
        dom.byId("facts").hidden = rows.length === 0;
        dom.fill(
            "facts",
            rows.length === 0
                ? null
                : element(
                      "dl",
                      { class: "box facts" },
                      rows.map(([name, text]) => [
                          element("dt", null, name),
                          element("dd", { "data-fact": name.toLowerCase() }, text),
                      ]).flat(),
                  ),
        );
    }

    // Those that applied the load together; one process alone has none.
    function workers({ workers: all = [] }) {
        dom.byId("workers").hidden = all.length === 0;
        if (all.length === 0) {
            return;
        }
        const number = (key, label, value, show) => ({
            key,
            label,
            numeric: true,
            value,
            text: (row) => show(value(row)),
        });
        workerTable ??= tables.create("workers-table", {
            caption: "Workers: each applies a part of the load, and their figures are added up",
            sortable: true,
            empty: "No worker.",
            columns: [
                { key: "name", label: "Worker", mono: true, value: (row) => row.name },
                {
                    key: "state",
                    label: "State",
                    value: (row) => row.problem ?? row.state,
                    mark: (row) => (["lost", "failed"].includes(row.state) ? "bad" : null),
                },
                number("users", "Users", (row) => row.users, format.count),
                number("iterations", "Iterations", (row) => row.iterations, format.count),
                number("cores", "Cores", (row) => row.cores, format.count),
                number("cpu", "CPU", (row) => row.cpu, format.share),
                number("pause", "Longest pause", (row) => row.pause_ms, format.time),
                number("lag", "Last heard of, ago", (row) => row.lag_ms, format.time),
                number("clock", "Clock behind", (row) => row.clock_offset_ms, format.time),
            ],
        });
        workerTable.update(all, []);
    }

    // Each with its raw value, so that a program reads from the page what is in metrics.json.
    function keyFigures(data) {
        const { summary, batches, results, run, load, latency_by_time: byTime, is_live: isLive } = data;
        const { asked: planned, peak } = run.users;
        const asked = data.users_asked_now ?? (format.isNumber(load?.changed_at_s) ? null : planned);
        const turnaround = batches.turnaround_ms;
        // Batches that the run itself ended are no failures.
        const byRun = (batches.cancelled_by_run ?? 0) + (batches.retried_by_run ?? 0) + (batches.deleted_by_run ?? 0);
        dom.fill(
            "key-figures",
            element(
                "dl",
                { class: "key-figures" },
                figure(
                    "requests",
                    "Requests",
                    summary.total_requests,
                    format.count,
                    `${format.rate(summary.requests_per_second)} per second`,
                ),
                figure(
                    "failure-rate",
                    "Failed requests",
                    summary.failure_rate,
                    summary.total_requests === 0 ? () => format.none : format.share,
                    `${format.count(summary.total_failures)} of ${format.count(summary.total_requests)}`,
                    summary.total_failures > 0,
                ),
                figure(
                    "p50",
                    "Latency, median",
                    timeOrNull(summary, summary.p50_ms),
                    format.time,
                    `mean ${format.time(timeOrNull(summary, summary.avg_response_time_ms))}`,
                ),
                figure(
                    "p95",
                    "Latency, p95",
                    timeOrNull(summary, summary.p95_ms),
                    (value) => format.percentile(value, 95, summary.total_requests),
                    `by time ${format.time(byTime.p95_ms)}`,
                ),
                figure(
                    "p99",
                    "Latency, p99",
                    timeOrNull(summary, summary.p99_ms),
                    (value) => format.percentile(value, 99, summary.total_requests),
                    `highest ${format.time(timeOrNull(summary, summary.max_response_time_ms))}`,
                ),
                figure(
                    "users",
                    "Most users at one time",
                    peak,
                    format.count,
                    format.isNumber(asked) ? `of ${format.count(asked)} asked for` : "",
                    !isLive && format.isNumber(asked) && peak < asked,
                ),
                figure(
                    "batches-completed",
                    "Batches completed",
                    batches.completed,
                    format.count,
                    `of ${format.count(batches.created)} created`,
                    batches.created - batches.in_flight - batches.completed - byRun - batches.unfinished > 0,
                ),
                figure(
                    "turnaround-p95",
                    "Batch turnaround, p95",
                    turnaround.p95,
                    (value) => format.percentile(value, 95, turnaround.count),
                    `median ${format.time(turnaround.p50)}`,
                ),
                figure(
                    "rows-per-second",
                    "Rows per second",
                    results.rows_per_second,
                    format.rate,
                    `${format.of(results.output_rows + results.error_rows, "row")} with a result`,
                ),
                figure(
                    "defects",
                    "Defects in results",
                    results.defects,
                    format.count,
                    `${format.of(results.checked_batches, "batch", "batches")} checked`,
                    results.defects > 0,
                ),
            ),
        );
    }

    function timeOrNull(summary, time) {
        return summary.total_requests === 0 ? null : time;
    }

    function figure(id, label, value, text, below, isBad) {
        return element(
            "div",
            { class: isBad ? "key-figure key-figure-bad" : "key-figure" },
            element("dt", null, label),
            element("dd", { class: "key-value", "data-figure": id, "data-value": value }, text(value)),
            element("dd", { class: "muted" }, below),
        );
    }

    function thresholdTable({ thresholds: all, is_live: isLive }) {
        const verdicts = {
            passed: "✓ met",
            failed: "✗ not met",
            no_data: "✗ no data",
            does_not_apply: "– does not apply",
            open: "… not yet",
        };
        const rows = all.map((row) => (isOpen(row, isLive) ? { ...row, verdict: "open" } : row));
        thresholds ??= tables.create("thresholds-table", {
            caption: "Thresholds and what was measured",
            empty: "No threshold was set: nothing but a broken run could have failed.",
            columns: [
                { key: "text", label: "Threshold", mono: true, value: (row) => row.text },
                {
                    key: "verdict",
                    label: "Verdict",
                    value: (row) => row.verdict,
                    text: (row) => verdicts[row.verdict] ?? row.verdict,
                    mark: (row) => ({ passed: "good", does_not_apply: "", open: "" })[row.verdict] ?? "bad",
                },
                {
                    key: "actual",
                    label: "Measured",
                    numeric: true,
                    value: (row) => row.actual,
                    text: (row) => row.actual_text,
                },
                { key: "source", label: "Set by", value: (row) => row.source },
            ],
        });
        thresholds.update([...rows].sort((one, other) => isMissed(other) - isMissed(one)));
    }

    function isMissed(row, isLive = false) {
        return (row.verdict === "failed" || row.verdict === "no_data") && !isOpen(row, isLive);
    }

    // What has to become so many, and what nothing is known of, is not missed before the end.
    function isOpen({ verdict: word, text }, isLive) {
        return isLive && (word === "no_data" || (word === "failed" && text.includes(">")));
    }

    return { render, loadOf };
})();
