// Tables that can be filled again and again: head, sort order and scroll position stay, rows are replaced.
"use strict";

const tables = (() => {
    const { element } = dom;

    // columns: { key, label, title, numeric, mono, isRare, value(row), text(row), mark(row) }
    //   isRare: shown only where a row has anything in it
    //   value: what is sorted by, and kept in data-value; text: what is shown (the value where it is absent)
    // options: { caption, columns, sortable, empty (words where there is no row) }
    function create(id, options) {
        const place = dom.byId(id);
        const body = element("tbody");
        const foot = element("tfoot");
        const heads = options.columns.map((column, index) => headOf(column, index));
        const table = element(
            "table",
            null,
            element("caption", { class: "unseen" }, options.caption),
            element("thead", null, element("tr", null, heads)),
            body,
            foot,
        );
        // A region that can be reached by keyboard, because only then it can be scrolled by it.
        const scroller = element(
            "div",
            { class: "scroller", role: "region", tabindex: "0", "aria-label": options.caption },
            table,
        );
        const empty = dom.nothing(options.empty);
        place.replaceChildren(scroller, empty);
        let rows = [];
        let order = { column: null, descending: false };

        function headOf(column, index) {
            const attributes = {
                scope: "col",
                class: column.numeric ? "number" : null,
                title: column.title,
                "data-head": column.key,
            };
            if (!options.sortable) {
                return element("th", attributes, column.label);
            }
            const button = element(
                "button",
                { type: "button", class: "sort" },
                column.label,
                element("span", { class: "arrow", "aria-hidden": "true" }),
            );
            button.addEventListener("click", () => sortBy(index));
            return element("th", attributes, button);
        }

        // Once for the order that is looked for most, again for the other one, a third time for the order of the workflow.
        function sortBy(index) {
            const first = options.columns[index].numeric === true;
            if (order.column !== index) {
                order = { column: index, descending: first };
            } else if (order.descending === first) {
                order = { column: index, descending: !first };
            } else {
                order = { column: null, descending: false };
            }
            heads.forEach((head, at) => {
                if (at === order.column) {
                    head.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
                } else {
                    head.removeAttribute("aria-sort");
                }
            });
            show();
        }

        function sorted() {
            if (order.column === null) {
                return rows;
            }
            const { value } = options.columns[order.column];
            const sign = order.descending ? -1 : 1;
            // What has no value is last in either direction.
            return [...rows].sort((one, other) => {
                const [first, second] = [value(one), value(other)];
                if (first === null || second === null) {
                    return (first === null) - (second === null);
                }
                return (
                    sign *
                    (typeof first === "number" ? first - second : String(first).localeCompare(String(second), "en"))
                );
            });
        }

        function show() {
            body.replaceChildren(...sorted().map((row) => rowOf(row, options.columns)));
        }

        // Only a table that does not fit says so, on the side where there is more.
        function tellMore() {
            scroller.classList.toggle("more-right", scroller.scrollLeft + scroller.clientWidth < scroller.scrollWidth - 1);
        }

        scroller.addEventListener("scroll", tellMore, { passive: true });
        new ResizeObserver(tellMore).observe(scroller);

        return {
            update(newRows, footRows) {
                rows = newRows;
                show();
                foot.replaceChildren(...(footRows ?? []).map((row) => rowOf(row, options.columns)));
                options.columns.forEach(({ key, isRare, value }) => {
                    const isEmpty = isRare === true && rows.every((row) => value(row) === 0);
                    for (const cell of table.querySelectorAll(`[data-column="${key}"], [data-head="${key}"]`)) {
                        cell.hidden = isEmpty;
                    }
                });
                scroller.hidden = rows.length === 0;
                empty.hidden = rows.length > 0;
                tellMore();
            },
        };
    }

    function rowOf(row, columns) {
        const made = element("tr", { "data-row": row.id });
        columns.forEach((column, index) => {
            const value = column.value(row);
            const shown = column.text ? column.text(row) : value;
            const attributes = {
                class:
                    [column.numeric ? "number" : null, column.mono ? "mono" : null, column.mark?.(row)]
                        .filter(Boolean)
                        .join(" ") || null,
                "data-column": column.key,
                "data-value": value,
                title: column.exact?.(row),
            };
            made.append(
                index === 0
                    ? element("th", { ...attributes, scope: "row" }, shown ?? format.none)
                    : element("td", attributes, shown ?? format.none),
            );
        });
        return made;
    }

    // A table of names and values, made again each time.
    function pairs(id, caption, rows, empty) {
        if (rows.length === 0) {
            dom.fill(id, dom.nothing(empty));
            return;
        }
        dom.fill(
            id,
            element(
                "table",
                { class: "pairs" },
                element("caption", { class: "unseen" }, caption),
                element(
                    "tbody",
                    null,
                    rows.map(([name, value, title]) =>
                        element("tr", null, element("th", { scope: "row" }, name), element("td", { title }, value)),
                    ),
                ),
            ),
        );
    }

    return { create, pairs };
})();
