// Classes of batches side by side, and the choice of the one whose requests, batches and results are shown. What is over
// time, and distributions, there are of all classes together only.
"use strict";

const classSections = (() => {
    const { element } = dom;
    let table = null;
    let chosen = "";
    let shown = null;

    // Shows what belongs to the class that was chosen, or to all.
    function render(data) {
        shown = data;
        const classes = data.classes ?? [];
        dom.byId("classes").hidden = classes.length === 0;
        document.querySelectorAll(".of-classes").forEach((controls) => (controls.hidden = classes.length === 0));
        fillChoices(["", ...classes.map((part) => part.name)]);
        if (classes.length > 0) {
            table ??= start();
            table.update(classes.map((part) => ({ id: part.name, ...part })));
        }
        const part = classes.find((each) => each.name === chosen);
        document.querySelectorAll(".of-class").forEach((name) => (name.textContent = part ? `, ${chosen}` : ""));
        requestSections.render(part ? { ...part, run: data.run, distributions: {} } : data);
        phaseSection.render(part ?? data);
        exampleSections.render(data);
        batchSections.render(part ?? data);
        batchLives.render(part ?? data);
        readSection.render((part ?? data).read, data.read);
    }

    function choices() {
        return document.querySelectorAll(".class-choice");
    }

    // The same one at each section.
    function fillChoices(names) {
        chosen = names.includes(chosen) ? chosen : "";
        for (const select of choices()) {
            if (names.join() !== [...select.options].map((option) => option.value).join()) {
                select.replaceChildren(...names.map((name) => element("option", { value: name }, name || "all classes")));
            }
            select.value = chosen;
        }
    }

    function start() {
        choices().forEach((select) =>
            select.addEventListener("change", (event) => {
                chosen = event.target.value;
                render(shown);
            }),
        );
        const number = (key, label, value, text) => ({ key, label, numeric: true, value, text });
        const count = (key, label, value) => number(key, label, value, (row) => format.count(value(row)));
        const time = (key, label, value) => number(key, label, value, (row) => format.time(value(row)));
        const share = (key, label, value) => number(key, label, value, (row) => format.share(value(row)));
        return tables.create("classes-table", {
            caption: "Classes of batches; kept: completed within the window, of those that ended or whose window was over; slack: what was left of it at the end, p5 from below; in order: not ended after one that was due later",
            sortable: true,
            empty: "",
            columns: [
                { key: "name", label: "Class", mono: true, value: (row) => row.name },
                share("applied", "Share", (row) => row.applied_share),
                share("asked", "Asked", (row) => row.share),
                count("batches", "Batches", (row) => row.batches.created),
                count("failed", "Failed", (row) => row.batches.failed),
                time("p50", "Turnaround p50", (row) => row.batches.turnaround_ms.p50),
                time("p95", "p95", (row) => row.batches.turnaround_ms.p95),
                { key: "window", label: "Window", value: (row) => row.window },
                share("kept", "Kept", (row) => row.batches.attained),
                time("slack", "Slack p5", (row) => row.batches.slack_p5_ms),
                share("in_order", "In order", (row) => row.batches.in_order),
                count("rows", "Rows", (row) => row.results.output_rows + row.results.error_rows),
                share("row_errors", "Row errors", (row) => row.results.row_error_rate),
                count("defects", "Defects", (row) => row.results.defects),
                count("tokens", "Tokens", (row) => row.usage.total_tokens),
                { key: "data", label: "Uploads", value: (row) => row.data, mark: () => "words" },
            ],
        });
    }

    return { render };
})();
