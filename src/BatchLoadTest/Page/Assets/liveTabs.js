// Sections as tabs: one group is shown at a time, chosen by mouse, by arrow keys, or by the address.
"use strict";

const liveTabs = (() => {
    const { element } = dom;
    const tabs = [
        { id: "statistics", label: "Statistics", sections: ["key-figures", "thresholds", "statistics"] },
        { id: "charts", label: "Charts", sections: ["charts", "distributions"] },
        { id: "batches", label: "Batches", sections: ["batches", "results", "read-panel", "list-panel"] },
        { id: "failures", label: "Failures", sections: ["failures"] },
        { id: "downloads", label: "Downloads", sections: ["downloads", "settings"] },
        { id: "log", label: "Log", sections: ["log"] },
    ];
    // In the address; the name of no element: a browser would begin with what it names instead of at the page's top.
    const prefix = "show-";
    const buttons = new Map();
    const badges = new Map();

    // nav: what is replaced by the list of tabs.
    function create(nav) {
        const list = element("div", { class: "tabs", role: "tablist", "aria-label": "Parts of the test" });
        for (const tab of tabs) {
            const badge = element("span", { class: "badge", hidden: true });
            const button = element(
                "button",
                { type: "button", role: "tab", id: `tab-${tab.id}`, "aria-controls": tab.sections.join(" ") },
                tab.label,
                badge,
            );
            button.addEventListener("click", () => choose(tab.id));
            buttons.set(tab.id, button);
            badges.set(tab.id, badge);
            list.append(button);
            for (const id of tab.sections) {
                dom.byId(id).setAttribute("role", "tabpanel");
            }
        }
        list.addEventListener("keydown", move);
        nav.replaceChildren(list);
        addEventListener("hashchange", () => choose(named()));
        choose(named());
    }

    // Also by the section's own name, as in the report.
    function named() {
        const name = location.hash.slice(1);
        return name.startsWith(prefix) ? name.slice(prefix.length) : name;
    }

    function choose(id) {
        const chosen = tabs.find((tab) => tab.id === id) ?? tabs[0];
        for (const tab of tabs) {
            const isChosen = tab === chosen;
            const button = buttons.get(tab.id);
            button.setAttribute("aria-selected", String(isChosen));
            button.tabIndex = isChosen ? 0 : -1;
            for (const section of tab.sections) {
                dom.byId(section).hidden = !isChosen;
            }
        }
        if (location.hash !== `#${prefix}${chosen.id}`) {
            history.replaceState(null, "", `#${prefix}${chosen.id}`);
        }
    }

    function move(event) {
        const at = tabs.findIndex((tab) => buttons.get(tab.id) === document.activeElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
        if (at < 0 || to === undefined) {
            return;
        }
        event.preventDefault();
        const next = tabs[(to + tabs.length) % tabs.length];
        choose(next.id);
        buttons.get(next.id).focus();
    }

    // A count beside a tab's name; none for zero.
    function badge(id, count) {
        const shown = badges.get(id);
        shown.hidden = count === 0;
        shown.textContent = count === 0 ? "" : format.count(count);
    }

    return { create, badge };
})();
