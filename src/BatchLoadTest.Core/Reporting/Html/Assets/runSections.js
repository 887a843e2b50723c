// What was asked for and where it ran.
"use strict";

const runSections = (() => {
    let settings = null;

    function render(data) {
        const { run, by_hand: byHand, is_live: isLive } = data;
        const generator = run.generator;
        // Nothing of an end before there is one.
        const atEnd = (value) => (isLive ? null : value);
        tables.pairs(
            "settings-run",
            "The run",
            [
                ["Id", run.id],
                ["Target", run.host],
                ["Proxy", run.proxy],
                ["Load asked for", overviewSections.loadOf(data)],
                ["Engine", run.engine],
                ["Started", format.moment(new Date(run.started_at))],
                ["Ended", atEnd(run.ended_at && format.moment(new Date(run.ended_at)))],
                ["How it ended", atEnd(byHand ?? run.end?.replaceAll("_", " "))],
                ["Problem", run.problem],
                ["Load applied for", format.time(run.load_time_s * 1000)],
                [
                    "Stopped in",
                    atEnd(
                        format.isNumber(run.drained_in_s)
                            ? format.time(run.drained_in_s * 1000)
                            : "not by itself: something was cut off",
                    ),
                ],
                ["Most users at one time", mostUsers(data)],
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

    function mostUsers({ run: { users }, load, users_asked_now: now }) {
        const asked = now ?? (format.isNumber(load?.changed_at_s) ? null : users.asked);
        return format.isNumber(asked) ? `${format.count(users.peak)} of ${format.count(asked)}` : format.count(users.peak);
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
