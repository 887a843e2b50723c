// The verdict, what to keep in mind, every row with its reason, what was not the same, and the two runs.
"use strict";

const comparisonSections = (() => {
    const { element } = dom;
    const looks = {
        worse: { kind: "bad", mark: "✗" },
        better: { kind: "good", mark: "✓" },
        no_difference: { kind: "good", mark: "=" },
        not_enough_data: { kind: "doubtful", mark: "?" },
    };
    const choices = [
        ["all", "all figures", () => true],
        ["changed", "worse and better ones", (row) => row.verdict === "worse" || row.verdict === "better"],
        ["whole", "those of all classes together", (row) => row.class === null],
    ];
    let table = null;

    function render(data) {
        dom.fill(
            "run-line",
            element("span", { class: "mono" }, data.runs[1].id),
            " (NEW) against ",
            element("span", { class: "mono" }, data.runs[0].id),
            " (BASE)",
        );
        verdict(data.verdict);
        notes(data.notes);
        figures(data);
        differences(data.differences);
        runs(data);
    }

    function verdict({ word, name, reason }) {
        const { kind, mark } = looks[name];
        dom.byId("verdict").className = `verdict verdict-${kind}`;
        dom.fill(
            "verdict",
            element("span", { class: "verdict-mark", "aria-hidden": "true" }, mark),
            element(
                "p",
                { class: "verdict-words" },
                element("strong", { id: "verdict-word" }, word.toUpperCase()),
                " ",
                element("span", { id: "verdict-reason" }, reason),
            ),
        );
    }

    function notes(lines) {
        dom.byId("notes").hidden = lines.length === 0;
        dom.fill(
            "notes",
            element(
                "div",
                { class: "box box-warning" },
                element("h2", null, "To keep in mind"),
                element(
                    "ul",
                    null,
                    lines.map((line) => element("li", null, line)),
                ),
            ),
        );
    }

    function figures({ rows, scope, method }) {
        const hasClasses = rows.some((row) => row.class !== null);
        dom.byId("figures-scope").textContent = dom.visible(`Compared: ${scope}.`);
        dom.byId("figures-method").textContent = method;
        table = tables.create("figures-table", {
            caption: "Figures of both runs, the worse ones first",
            sortable: true,
            empty: "There is no figure to compare, or none of this kind.",
            columns: columns(hasClasses),
        });
        const select = dom.byId("figures-choice");
        select.replaceChildren(
            ...choices
                .filter(([name]) => hasClasses || name !== "whole")
                .map(([value, label]) => element("option", { value }, label)),
        );
        select.addEventListener("change", () => show(rows, select.value));
        show(rows, "all");
    }

    function show(rows, choice) {
        const belongs = choices.find(([name]) => name === choice)[2];
        table.update(rows.filter(belongs).map((row) => ({ ...row, id: `${row.figure} ${row.class ?? ""}`.trim() })));
    }

    function columns(hasClasses) {
        const order = Object.keys(looks);
        return [
            { key: "figure", label: "Figure", value: (row) => row.figure },
            ...(hasClasses ? [{ key: "class", label: "Class", value: (row) => row.class }] : []),
            { key: "base", label: "BASE", numeric: true, value: (row) => row.base, text: (row) => row.base_text },
            { key: "new", label: "NEW", numeric: true, value: (row) => row.new, text: (row) => row.new_text },
            { key: "change", label: "Change", numeric: true, value: (row) => row.change, text: (row) => row.change_text },
            { key: "interval", label: "95 % interval", numeric: true, value: (row) => row.interval },
            {
                key: "verdict",
                label: "Verdict",
                value: (row) => order.indexOf(row.verdict),
                text: (row) => `${looks[row.verdict].mark} ${row.word}`,
                mark: (row) => ({ worse: "bad", better: "good" })[row.verdict],
            },
            { key: "why", label: "Why", value: (row) => row.why, mark: () => "why" },
        ];
    }

    function differences(rows) {
        tables
            .create("differences-table", {
                caption: "What was not the same in both runs",
                empty: "Target, versions, machines and settings that can change a figure are the same.",
                columns: [
                    { key: "what", label: "What", mono: true, value: (row) => row.what },
                    { key: "base", label: "BASE", mono: true, value: (row) => row.base, mark: () => "words" },
                    { key: "new", label: "NEW", mono: true, value: (row) => row.new, mark: () => "words" },
                ],
            })
            .update(rows.map((row) => ({ ...row, id: row.what })));
    }

    function runs({ runs: both, version }) {
        tables
            .create("runs-table", {
                caption: "The two runs",
                empty: "",
                columns: [
                    { key: "label", label: "Run", value: (row) => row.label },
                    { key: "id", label: "Id", mono: true, value: (row) => row.id },
                    {
                        key: "started",
                        label: "Started",
                        value: (row) => row.started_at,
                        text: (row) => format.moment(new Date(row.started_at)),
                    },
                    { key: "host", label: "Target", mono: true, value: (row) => row.host },
                    { key: "load", label: "Load asked for", value: (row) => row.load },
                    { key: "tags", label: "Tags", value: (row) => row.tags || null, mark: () => "words" },
                    { key: "version", label: "Version", value: (row) => row.version },
                ],
            })
            .update(both.map((row) => ({ ...row, id: row.id })));
        dom.fill("page-line", `BatchLoadTest ${version}. Times of day are those of this reader's clock.`);
    }

    return { render };
})();
