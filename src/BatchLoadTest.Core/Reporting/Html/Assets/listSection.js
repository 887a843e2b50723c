// What came of reading the service's lists: what was there twice or not at all, and what a page took by a list's length.
"use strict";

const listSection = (() => {
    const lists = [
        ["batches", "Batches"],
        ["files", "Uploaded files"],
    ];
    const mostExamples = 3;
    let shown = null;

    function render({ list }) {
        document.querySelectorAll(".of-list").forEach((part) => (part.hidden = !list));
        if (!list) {
            return;
        }
        shown ??= start();
        const notices = dom.byId("list-notices");
        notices.replaceChildren(...list.notices.map((text) => dom.element("li", {}, dom.visible(text))));
        const rows = lists.map(([id, label]) => ({ id, label, ...list[id] }));
        shown.walks.update(rows);
        shown.lengths.update(
            rows.flatMap(({ id, label, by_length: lengths }) =>
                lengths.map((length) => ({ id: `${id} ${length.from}`, label, ...length })),
            ),
        );
    }

    function start() {
        const count = (key, label, more) => ({
            key,
            label,
            numeric: true,
            value: (row) => row[key],
            text: (row) => format.count(row[key]),
            ...more,
        });
        const wrong = (row, key) => (row[key] > 0 ? "bad" : null);
        const time = (key, label, value) => ({
            key,
            label,
            numeric: true,
            value,
            text: (row) => format.time(value(row)),
            exact: (row) => (format.isNumber(value(row)) ? `${value(row)} ms` : null),
        });
        return {
            walks: tables.create("list-walks", {
                caption: "Walks through the lists; expected and missing: objects of the run",
                empty: "",
                columns: [
                    { key: "list", label: "List", value: (row) => row.label },
                    count("walks", "Walks"),
                    count("failed", "Failed", { mark: (row) => wrong(row, "failed") }),
                    count("endless", "Endless", { mark: (row) => wrong(row, "endless") }),
                    count("cut_off", "Cut off"),
                    count("pages", "Pages"),
                    count("items", "Objects"),
                    count("doubled", "Twice", { mark: (row) => wrong(row, "doubled") }),
                    count("expected", "Expected"),
                    count("missing", "Missing", { mark: (row) => wrong(row, "missing") }),
                    {
                        key: "examples",
                        label: "Such as",
                        // metrics.json has more.
                        value: (row) =>
                            [row.doubled_examples, row.missing_examples, row.problems]
                                .flatMap((examples) => examples.slice(0, mostExamples))
                                .join("\n"),
                        mark: () => "words",
                    },
                ],
            }),
            lengths: tables.create("list-lengths", {
                caption: "What a page, and a whole walk, took by the length of the list",
                empty: "No list was read to its end.",
                columns: [
                    { key: "list", label: "List", value: (row) => row.label },
                    {
                        key: "length",
                        label: "Objects in it",
                        numeric: true,
                        value: (row) => row.from,
                        text: (row) =>
                            row.to === null
                                ? `${format.count(row.from)} or more`
                                : `${format.count(row.from)} to ${format.count(row.to)}`,
                    },
                    count("walks", "Walks"),
                    time("page_p50", "Page p50", (row) => row.page_ms.p50),
                    time("page_p95", "p95", (row) => row.page_ms.p95),
                    time("page_max", "Max", (row) => row.page_ms.max),
                    time("walk_p50", "Walk p50", (row) => row.walk_ms.p50),
                    time("walk_max", "Max", (row) => row.walk_ms.max),
                ],
            }),
        };
    }

    return { render };
})();
