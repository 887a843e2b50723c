// Single requests of the whole run to look for in the service's log: examples of failures, and the slowest of each step.
"use strict";

const exampleSections = (() => {
    let examples = null;
    let slowest = null;

    function render({ steps, run, slowest_requests: slow }) {
        const started = new Date(run.started_at).getTime();
        const common = columns(started);
        examples ??= tables.create("failures-examples", {
            caption: "Examples of failed requests, and what to look for in the service's log",
            sortable: true,
            empty: "No request failed.",
            columns: [
                common.at,
                common.step,
                { key: "kind", label: "Kind", mono: true, value: (row) => row.kind },
                common.request,
                common.ids,
                { key: "words", label: "Words", value: (row) => row.words ?? "", mark: () => "words" },
            ],
        });
        slowest ??= tables.create("slowest-table", {
            caption: "The slowest requests of each step",
            sortable: true,
            empty: "No request ended.",
            columns: [
                common.step,
                {
                    key: "latency",
                    label: "Took",
                    numeric: true,
                    value: (row) => row.latency_ms,
                    text: (row) => format.time(row.latency_ms),
                    exact: (row) => `${row.latency_ms} ms`,
                },
                common.at,
                { key: "kind", label: "Ended", mono: true, value: (row) => row.kind ?? "ok" },
                common.request,
                common.ids,
            ],
        });
        examples.update(
            Object.entries(steps)
                .flatMap(([step, { failures_by_kind: kinds }]) =>
                    Object.entries(kinds).map(([kind, failure]) => ({ step, kind, ...failure })),
                )
                .sort((one, other) => other.count - one.count)
                .flatMap(({ step, kind, examples: kept }) =>
                    kept.map((example, index) => ({ id: `${step} ${kind} ${index}`, step, kind, ...example })),
                ),
        );
        const rows = slow.map((request, index) => ({ id: `${request.step} ${index}`, ...request }));
        slowest.update(rows);
        dom.byId("slowest").hidden = rows.length === 0;
    }

    function columns(started) {
        const moment = (row) => new Date(started + row.at_s * 1000);
        return {
            at: {
                key: "at",
                label: "At",
                numeric: true,
                value: (row) => row.at_s,
                text: (row) => `${format.clock(row.at_s)} (${format.timeOfDay(moment(row))})`,
                exact: (row) => format.moment(moment(row)),
            },
            step: { key: "step", label: "Step", value: (row) => row.step },
            request: {
                key: "request",
                label: "Request",
                mono: true,
                value: (row) => `${row.method} ${row.path}`,
                mark: () => "words",
            },
            ids: { key: "ids", label: "Look for", mono: true, value: (row) => ids(row).join("\n"), mark: () => "words" },
        };
    }

    // The service's own first. One may answer with the id that it was sent.
    function ids({ service_ids: own, request_id: sent, batch_id: batch, file_id: file }) {
        const named = Object.entries(own);
        return [
            ...named.map(([header, id]) => `${header} ${id}`),
            ...(sent && !named.some(([, id]) => id === sent) ? [`sent X-Request-Id ${sent}`] : []),
            ...(batch ? [`batch ${batch}`] : []),
            ...(file ? [`input file ${file}`] : []),
        ];
    }

    return { render };
})();
