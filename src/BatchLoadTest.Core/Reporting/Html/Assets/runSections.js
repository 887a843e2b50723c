// What was asked for and where it ran.
"use strict";

const runSections = (() => {
    let settings = null;

    function render({ run, plan }) {
        const generator = run.generator;
        tables.pairs(
            "settings-run",
            "The run",
            [
                ["Id", run.id],
                ["Target", run.host],
                ["Proxy", run.proxy],
                ["Load asked for", plan],
                ["Engine", run.engine],
                ["Started", format.moment(new Date(run.started_at))],
                ["Ended", run.ended_at && format.moment(new Date(run.ended_at))],
                ["How it ended", run.end?.replaceAll("_", " ")],
                ["Problem", run.problem],
                ["Load applied for", format.time(run.load_time_s * 1000)],
                [
                    "Stopped in",
                    format.isNumber(run.drained_in_s)
                        ? format.time(run.drained_in_s * 1000)
                        : "not by itself: something was cut off",
                ],
                ["Most users at one time", `${format.count(run.users.peak)} of ${format.count(run.users.asked)}`],
                ["Iterations", iterations(run.iterations)],
                [
                    "CPU of this program",
                    format.isNumber(generator.cpu_mean)
                        ? `${format.share(generator.cpu_mean)} of its processors, at most ${format.share(generator.cpu_max)}`
                        : null,
                ],
                [
                    "Pauses of this program",
                    `longest ${format.time(generator.longest_delay_ms)}, collector ${format.time(generator.gc_pauses_ms)} in all`,
                ],
                ["Merged from", run.merged_from.length > 0 ? run.merged_from.join(", ") : null],
            ].filter(([, value]) => value !== null && value !== undefined),
        );
        tables.pairs(
            "settings-environment",
            "Environment and tags",
            [
                ...Object.entries(run.environment),
                ...Object.entries(run.tags).map(([key, value]) => [`tag ${key}`, value]),
            ],
            "Nothing is known of the machine, and no tags were given.",
        );
        settings ??= tables.create("settings-table", {
            caption: "Settings, secrets left out",
            sortable: true,
            empty: "No settings were recorded.",
            columns: [
                { key: "name", label: "Setting", mono: true, value: (row) => row.id },
                { key: "value", label: "Value", mono: true, value: (row) => row.value, mark: () => "words" },
                { key: "source", label: "Set by", value: (row) => row.source },
            ],
        });
        settings.update(Object.entries(run.settings).map(([id, setting]) => ({ id, ...setting })));
        dom.fill(
            "page-line",
            `BatchLoadTest ${run.version}. Times of day are those of this reader's clock (${format.offsetOf(new Date(run.started_at))}).`,
        );
    }

    function iterations({ started, completed, failed, interrupted, dropped }) {
        // The journal of an earlier version does not tell them apart.
        const ended =
            failed === null
                ? `${format.count(completed)} ended`
                : `${format.count(completed)} completed, ${format.count(failed)} failed`;
        return `${format.count(started)} started, ${ended}, ${format.count(interrupted)} interrupted, ${format.count(dropped)} dropped`;
    }

    return { render };
})();
