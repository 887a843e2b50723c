// The runs before this one: a list of all in the folder of runs, each with its report; two of them compared; a trend.
"use strict";

const runsList = (() => {
    const { element } = dom;
    const marks = { good: "✓", doubtful: "!", bad: "✗" };
    const chosen = new Set();
    let details = null;
    let heading = null;
    let note = null;
    let message = null;
    let table = null;
    let form = null;
    let dialog = null;
    let runs = [];

    function start() {
        build();
        details.addEventListener("toggle", () => details.open && load());
        // With each test that begins, ends or is forgotten; open by itself where there is nothing else to see.
        new MutationObserver(() => changed()).observe(document.documentElement, { attributeFilter: ["data-state"] });
        // The first state may be there already.
        changed();
    }

    function changed() {
        if (document.documentElement.dataset.state === "ready" && !details.open) {
            // Which loads it.
            details.open = true;
        } else {
            load();
        }
    }

    function build() {
        heading = element("h2", { id: "runs-title" }, "Runs before this one");
        note = element("p", { class: "note", id: "runs-note" });
        message = element("p", { class: "box box-warning", role: "alert", hidden: true });
        form = compareForm();
        const reload = element("button", { type: "button" }, "Look again");
        reload.addEventListener("click", load);
        details = element(
            "details",
            { id: "runs-details" },
            element("summary", null, heading),
            note,
            message,
            element("div", { class: "controls", id: "runs-controls" }, form, reload),
            element("div", { id: "runs-table" }),
            runsTrend.create(),
        );
        dialog = element("dialog", { id: "runs-dialog", "aria-labelledby": "runs-dialog-title" });
        dom.byId("content").append(element("section", { id: "runs", "aria-labelledby": "runs-title" }, details, dialog));
        table = tables.create("runs-table", {
            caption: "Runs in the folder of runs, the newest first",
            sortable: true,
            empty: "No run yet, or the list is being read.",
            columns: columns(),
        });
    }

    function columns() {
        return [
            { key: "name", label: "Run", value: (run) => run.name, text: reportLink },
            {
                key: "verdict",
                label: "Verdict",
                value: (run) => run.verdict,
                text: (run) => `${run.state === "running" ? "…" : marks[run.kind]} ${run.verdict}`,
                mark: (run) => (run.state === "ended" ? run.kind : null),
                exact: (run) => run.problem,
            },
            {
                key: "started",
                label: "Started",
                value: (run) => run.started_at,
                text: (run) => run.started_at && format.moment(new Date(run.started_at)).slice(0, 19),
            },
            { key: "host", label: "Target", mono: true, value: (run) => run.host },
            { key: "load", label: "Load", value: (run) => run.load },
            { key: "p95", label: "p95", numeric: true, value: (run) => run.p95_ms, text: (run) => format.time(run.p95_ms) },
            {
                key: "failed",
                label: "Failed requests",
                title: "share of all requests",
                numeric: true,
                value: (run) => run.failure_rate,
                text: (run) => format.share(run.failure_rate),
            },
            {
                key: "batches",
                label: "Batches/h",
                numeric: true,
                value: (run) => run.batches_per_hour,
                text: (run) => format.rate(run.batches_per_hour),
            },
            { key: "tags", label: "Tags", value: (run) => tagsOf(run) || null, mark: () => "words" },
            { key: "choose", label: "Compare", value: (run) => (chosen.has(run.name) ? 1 : 0), text: choice },
            { key: "delete", label: "Remove", value: (run) => (run.can_be_deleted ? 1 : 0), text: deleteButton },
        ];
    }

    function tagsOf({ tags }) {
        return Object.entries(tags)
            .map(([key, value]) => `${key}=${value}`)
            .join(", ");
    }

    function reportLink({ name, state }) {
        return state === "broken"
            ? name
            : element(
                  "a",
                  { href: `runs/${encodeURIComponent(name)}/report`, target: "_blank", rel: "noopener" },
                  name,
              );
    }

    function choice({ name, state, has_journal: hasJournal }) {
        const box = element("input", {
            type: "checkbox",
            "aria-label": `Compare ${name}`,
            disabled: state !== "ended" || !hasJournal,
        });
        box.checked = chosen.has(name);
        box.addEventListener("change", () => {
            if (box.checked) {
                chosen.add(name);
            } else {
                chosen.delete(name);
            }
            showChoice();
        });
        return box;
    }

    function deleteButton(run) {
        const button = element(
            "button",
            { type: "button", "aria-label": `Remove ${run.name}`, disabled: !run.can_be_deleted },
            "Remove…",
        );
        button.addEventListener("click", () => ask(run));
        return button;
    }

    // A form, so that the answer opens in a window of its own without any script.
    function compareForm() {
        return element(
            "form",
            { id: "runs-compare", action: "runs/compare", method: "get", target: "_blank" },
            element("input", { type: "hidden", name: "base" }),
            element("input", { type: "hidden", name: "new" }),
            element("button", { type: "submit", disabled: true }, "Compare the two chosen"),
        );
    }

    // The older one is the base.
    function showChoice() {
        const two = runs.filter(({ name }) => chosen.has(name));
        form.querySelector("button").disabled = two.length !== 2;
        if (two.length === 2) {
            form.elements.base.value = two[1].name;
            form.elements.new.value = two[0].name;
        }
    }

    function ask(run) {
        const keep = element("button", { type: "button" }, "Keep it");
        const remove = element("button", { type: "button", class: "primary" }, "Remove");
        keep.addEventListener("click", () => dialog.close());
        remove.addEventListener("click", async () => {
            dialog.close();
            await removeRun(run);
        });
        dialog.replaceChildren(
            element("h2", { id: "runs-dialog-title" }, "Remove this run?"),
            element("p", null, element("span", { class: "mono" }, run.name), " with all files in its folder. It cannot be brought back."),
            ...(run.has_left
                ? [
                      element(
                          "p",
                          { class: "box box-warning" },
                          "Its not-removed.txt names what it has left at the service: keys, files or batches. Nobody else knows of them.",
                      ),
                  ]
                : []),
            element("div", { class: "form-end" }, keep, remove),
        );
        dialog.showModal();
        keep.focus();
    }

    async function removeRun({ name }) {
        let answer = { success: false, message: "The program does not answer." };
        try {
            const response = await fetch(`runs/${encodeURIComponent(name)}/delete`, { method: "POST" });
            answer = response.ok ? await response.json() : { success: false, message: await response.text() };
        } catch {
            // The words are there already.
        }
        message.hidden = answer.success;
        message.textContent = answer.success ? "" : dom.visible(`${name} is still there: ${answer.message}`);
        chosen.delete(name);
        await load();
    }

    async function load() {
        try {
            const response = await fetch("runs");
            if (response.ok) {
                show(await response.json());
            }
        } catch {
            // The page says already that the program does not answer.
        }
    }

    function show(news) {
        runs = news.runs;
        for (const name of [...chosen].filter((each) => !runs.some((run) => run.name === each))) {
            chosen.delete(name);
        }
        heading.textContent = `Runs before this one (${format.count(runs.filter(({ state }) => state !== "running").length)})`;
        note.textContent = dom.visible(`In ${news.folder}. A run's name opens its report.`);
        // A box or button that has the focus keeps it.
        const focused = document.activeElement?.closest?.("#runs-table")
            ? document.activeElement.getAttribute("aria-label")
            : null;
        table.update(runs.map((run) => ({ ...run, id: run.name })));
        if (focused) {
            document.querySelector(`#runs-table [aria-label="${CSS.escape(focused)}"]`)?.focus();
        }
        showChoice();
        runsTrend.offer(news.figures);
        dom.byId("trend").hidden = news.figures.length === 0;
        if (details.open && news.figures.length > 0) {
            runsTrend.load();
        }
    }

    return { start };
})();

runsList.start();
