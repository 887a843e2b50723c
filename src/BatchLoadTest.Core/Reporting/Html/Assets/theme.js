// Dark or light as the reader's system has it, or as chosen here. Colours themselves are all in theme.css.
"use strict";

const theme = (() => {
    const names = ["system", "light", "dark"];
    const key = "batch-load-test-theme";

    function start() {
        const button = dom.byId("theme-button");
        button.hidden = false;
        apply(button, remembered());
        button.addEventListener("click", () => {
            const next = names[(names.indexOf(button.dataset.theme) + 1) % names.length];
            apply(button, next);
            remember(next);
        });
    }

    function apply(button, name) {
        document.documentElement.dataset.theme = name;
        button.dataset.theme = name;
        button.textContent = `Colours: ${name}`;
    }

    // A browser may refuse storage to a file from disk.
    function remembered() {
        try {
            const name = localStorage.getItem(key);
            return names.includes(name) ? name : "system";
        } catch {
            return "system";
        }
    }

    function remember(name) {
        try {
            localStorage.setItem(key, name);
        } catch {
            // Then it holds for this reading only.
        }
    }

    return { start };
})();
