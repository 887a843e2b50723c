// The page while it is served: the state of the test, what can be done now, and new figures each second.
"use strict";

const live = (() => {
    const { element } = dom;
    const words = {
        ready: "ready",
        spawning: "starting users",
        running: "running",
        stopping: "stopping",
        cleanup: "cleaning up",
        stopped: "stopped",
    };
    const isActive = (state) => ["spawning", "running", "stopping", "cleanup"].includes(state);
    const buttons = {};
    let state = null;
    let editing = false;
    let isFocusLost = false;
    let lost = null;
    let badge = null;
    let facts = null;
    let panel = null;

    function start() {
        build();
        liveTabs.create(document.querySelector("nav.sections"));
        listen();
    }

    function build() {
        badge = element("strong", { id: "live-state", class: "state" }, "…");
        facts = element("span", { id: "live-facts", class: "muted" }, "waiting for the program");
        document.body.classList.add("without-figures");
        lost = element("p", { class: "box box-warning", role: "alert", hidden: true });
        buttons.edit = button("Edit", () => edit(!editing));
        buttons.reset = button("Reset", () => get("stats/reset"));
        buttons.stop = button("Stop", () => get("stop"));
        buttons.new = button("New test", () => post("live/new", {}));
        panel = element("div", { id: "live-panel", class: "box", hidden: true }, liveForm.create(swarm));
        panel.addEventListener("keydown", (event) => {
            if (event.key === "Escape" && editing) {
                edit(false);
            }
        });
        dom.byId("content").prepend(
            element(
                "section",
                { id: "live", "aria-labelledby": "live-title" },
                element("h2", { id: "live-title", class: "unseen" }, "Test"),
                element(
                    "div",
                    { class: "title-row" },
                    element("p", { class: "live-line", role: "status" }, badge, " ", facts),
                    element("div", { class: "controls" }, Object.values(buttons)),
                ),
                lost,
                panel,
            ),
        );
        dom.byId("settings").before(
            element(
                "section",
                { id: "downloads", "aria-labelledby": "downloads-title" },
                element("h2", { id: "downloads-title" }, "Downloads"),
                element("div", { id: "downloads-list" }),
            ),
            element(
                "section",
                { id: "log", "aria-labelledby": "log-title" },
                element("h2", { id: "log-title" }, "Log"),
                element("div", { id: "log-lines", class: "log", role: "log", tabindex: "0" }),
            ),
        );
    }

    function button(label, act) {
        const made = element("button", { type: "button", hidden: true }, label);
        made.addEventListener("click", () => dom.busy(made, act));
        return made;
    }

    function listen() {
        const events = new EventSource("live/events");
        events.addEventListener("message", (event) => {
            lost.hidden = true;
            show(JSON.parse(event.data));
        });
        events.addEventListener("error", () => {
            lost.textContent = "The program does not answer: it has ended, or cannot be reached. Trying again.";
            lost.hidden = false;
        });
    }

    function show(news) {
        const before = state;
        state = news.state;
        document.documentElement.dataset.state = state;
        badge.textContent = news.label ?? words[state] ?? state;
        badge.className = `state state-${state}`;
        facts.textContent = dom.visible(news.facts);
        if (news.form) {
            liveForm.fill(news.form);
        }
        if (before !== state) {
            editing = false;
            liveForm.clear();
        }
        keepFocus(controls);
        log(news.log);
        downloads(news.downloads);
        figures(liveData.take(news.data));
    }

    function figures(data) {
        const nav = document.querySelector("nav.sections");
        document.body.classList.toggle("without-figures", data === null);
        if (data === null) {
            for (const id of ["verdict", "caveats"]) {
                dom.byId(id).hidden = true;
            }
            dom.fill("run-line", "no test yet");
            return;
        }
        dom.byId("verdict").hidden = false;
        nav.hidden = false;
        page.render({ ...data, is_live: isActive(state) });
        liveTabs.badge("failures", data.summary.total_failures);
        liveTabs.badge("batches", data.batches.in_flight);
    }

    function controls() {
        const runs = state === "spawning" || state === "running";
        buttons.edit.hidden = !runs || !liveForm.canEdit();
        buttons.reset.hidden = !runs;
        buttons.stop.hidden = !isActive(state) || state === "cleanup";
        buttons.stop.firstChild.data = state === "stopping" ? "Stop now" : "Stop";
        buttons.new.hidden = state !== "stopped";
        buttons.edit.setAttribute("aria-expanded", String(editing));
        liveForm.mode(runs ? "edit" : "start");
        panel.hidden = runs ? !editing : state !== "ready";
    }

    function edit(open) {
        editing = open;
        liveForm.clear();
        controls();
        if (open) {
            liveForm.focus();
        } else {
            buttons.edit.focus();
        }
    }

    // Where what had the focus goes away, the first thing that can be done has it, now or as soon as there is any: the keyboard
    // must not be lost.
    function keepFocus(change) {
        const had = document.activeElement;
        change();
        isFocusLost = (isFocusLost && had === document.body) || Boolean(had?.closest("#live") && had.closest("[hidden]"));
        if (isFocusLost) {
            const next = panel.hidden ? Object.values(buttons).find((each) => !each.hidden) : null;
            if (next) {
                next.focus();
            } else if (!panel.hidden) {
                liveForm.focus();
            }
            isFocusLost = document.activeElement === document.body || document.activeElement === had;
        }
    }

    function log(lines) {
        const place = dom.byId("log-lines");
        const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 40;
        for (const { n, t, level, text } of lines) {
            if (!place.querySelector(`[data-number="${Number(n)}"]`)) {
                place.append(
                    element(
                        "p",
                        { "data-number": n, class: `log-${level}` },
                        // Lines of the program's log begin with the time already.
                        /^\d\d:\d\d:\d\d /.test(text)
                            ? null
                            : element("time", { datetime: t }, `${new Date(t).toTimeString().slice(0, 8)} `),
                        text,
                    ),
                );
            }
        }
        while (place.childElementCount > 500) {
            place.firstElementChild.remove();
        }
        if (atEnd) {
            place.scrollTop = place.scrollHeight;
        }
    }

    function downloads(files) {
        if (!files) {
            return;
        }
        dom.fill(
            "downloads-list",
            // The journal is written while the test goes on, and is there even so.
            files.every(({ name }) => name === "run.jsonl")
                ? dom.nothing("No report of this test could be written; the program's standard error says why.")
                : null,
            files.length === 0
                ? null
                : element(
                      "ul",
                      { class: "downloads" },
                      files.map(({ name, href, about }) =>
                          element("li", null, element("a", { href, download: name }, name), ` ${about}`),
                      ),
                  ),
        );
    }

    async function swarm(values) {
        const answer = await post("swarm", values);
        if (answer.success && editing) {
            edit(false);
        }
        return answer;
    }

    async function post(path, values) {
        return answerOf(() => fetch(path, { method: "POST", body: new URLSearchParams(values) }));
    }

    async function get(path) {
        return answerOf(() => fetch(path));
    }

    async function answerOf(send) {
        try {
            const response = await send();
            const text = await response.text();
            return response.headers.get("content-type")?.startsWith("application/json")
                ? JSON.parse(text)
                : { success: response.ok, message: text };
        } catch {
            return { success: false, message: "The program does not answer." };
        }
    }

    return { start };
})();

live.start();
