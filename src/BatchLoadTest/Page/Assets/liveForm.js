// The form that starts a test or a search, and changes a test that runs.
"use strict";

const liveForm = (() => {
    const { element } = dom;
    const fields = {};
    const labels = {};
    const capacityFields = ["from", "to", "level_time", "max_time"];
    // Which fields say how much load there is, for each kind of load.
    const loadFields = {
        users: ["user_count", "spawn_rate"],
        rate: ["arrival_rate"],
        stages: ["stages"],
        in_flight: ["stages"],
    };
    const kindWords = {
        users: "users",
        rate: "a rate, whatever the service does",
        stages: "the plan's stages",
        in_flight: "batches in flight",
    };
    let given = null;
    let presetPlan = null;
    let isEdit = false;
    let message = null;
    let about = null;
    let submit = null;
    let search = null;
    let advanced = null;
    let bounds = null;

    // send(values) returns a promise of { success, message }.
    function create(send) {
        message = element("p", { class: "form-message", role: "alert", hidden: true });
        about = element("p", { class: "note", id: "form-about", hidden: true });
        submit = element("button", { type: "submit", class: "primary" }, "Start");
        search = element("button", { type: "button" }, "Find capacity");
        advanced = element(
            "details",
            { class: "advanced" },
            element("summary", null, "More"),
            element(
                "div",
                { class: "fields" },
                field("profile", "Profile", element("select", { name: "profile" }), "fills in load and run time"),
                field("test_data", "Data file", element("select", { name: "test_data" }), "requests of a batch"),
            ),
        );
        bounds = element(
            "details",
            { class: "advanced" },
            element("summary", null, "Bounds of “Find capacity”"),
            element(
                "div",
                { class: "fields" },
                field("from", "Lowest load", input("from", "text"), "such as 1/s, 30/m or 100/h"),
                field("to", "Highest load", input("to", "text"), "empty: no bound"),
                field("level_time", "Level time", input("level_time", "text"), "a level that passes lasts at least so long"),
                field("max_time", "Most time", input("max_time", "text"), "after this the bounds so far are the answer"),
            ),
        );
        const form = element(
            "form",
            { class: "live-form", "aria-label": "Test", novalidate: true },
            about,
            element(
                "div",
                { class: "fields" },
                field("load_kind", "Load", element("select", { name: "load_kind" }), "what is asked for"),
                field("user_count", "Users", input("user_count", "numeric"), "at one time, at the peak"),
                field("spawn_rate", "Spawn rate", input("spawn_rate", "decimal"), "users started per second"),
                field("arrival_rate", "Rate", input("arrival_rate", "text"), "workflows started: 5/s, 90/m or 2/h"),
                field("stages", "Plan", input("stages", "text"), "given at the program's start, or by a profile"),
                field("host", "Host", input("host", "url"), "https://…, nothing for the one configured"),
                field("run_time", "Run time", input("run_time", "text"), "such as 2m or 1h30m; empty: until stopped"),
            ),
            livePlan.create(),
            advanced,
            bounds,
            message,
            element("div", { class: "form-end" }, submit, search),
        );
        fields.stages.readOnly = true;
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            return submitWith(submit, () => send(values()));
        });
        search.addEventListener("click", () => submitWith(search, () => send(searchValues())));
        fields.profile.addEventListener("change", () => choose(fields.profile.selectedIndex - 1));
        fields.load_kind.addEventListener("change", layOut);
        fields.arrival_rate.addEventListener("input", showPlan);
        return form;
    }

    function submitWith(button, act) {
        return dom.busy(button, async () => show(await act()));
    }

    function field(name, label, control, hint) {
        fields[name] = control;
        labels[name] = label;
        control.id = `field-${name}`;
        control.setAttribute("aria-describedby", `problem-${name} hint-${name}`);
        return element(
            "div",
            { class: "field", "data-field": name },
            element("label", { for: control.id }, label),
            control,
            element("span", { id: `problem-${name}`, class: "field-problem", hidden: true }),
            element("span", { id: `hint-${name}`, class: "muted" }, hint),
        );
    }

    function input(name, mode) {
        return element("input", { name, type: "text", inputmode: mode, autocomplete: "off", spellcheck: "false" });
    }

    // A profile: users, or stages that only it can change.
    function choose(index) {
        const preset = given.profiles[index];
        presetPlan = preset?.plan ?? null;
        if (!preset) {
            fillLoad();
            return;
        }
        kinds(preset.stages ? "stages" : "users");
        fields.stages.value = preset.stages ?? "";
        fields.user_count.value = preset.users ?? fields.user_count.value;
        fields.spawn_rate.value = preset.spawn_rate ?? fields.spawn_rate.value;
        fields.run_time.value = preset.run_time ?? "";
        layOut();
    }

    // Users and a rate can always be chosen, other loads where there is one.
    function kinds(chosen) {
        const names = [...new Set(["users", "rate", given.kind, chosen])];
        fields.load_kind.replaceChildren(
            ...names.map((name) => element("option", { value: name }, kindWords[name])),
        );
        fields.load_kind.value = chosen;
    }

    function kind() {
        return isEdit ? given?.edit : fields.load_kind.value;
    }

    function layOut() {
        const own = loadFields[kind()] ?? [];
        for (const name of Object.values(loadFields).flat()) {
            hide(name, !own.includes(name));
        }
        for (const name of ["load_kind", "host", "run_time"]) {
            hide(name, isEdit);
        }
        about.hidden = !(isEdit && given?.takes_over);
        about.textContent = "This run follows a plan. A change takes over from it: its stages no longer count.";
        showPlan();
    }

    function hide(name, isHidden) {
        fields[name].closest(".field").hidden = isHidden;
    }

    // The curve of the load that is chosen, where it is known: not of a rate that is being typed.
    function showPlan() {
        const isGiven = given && kind() === given.kind && (kind() !== "rate" || fields.arrival_rate.value.trim() === given.arrival_rate);
        livePlan.show(isEdit ? null : kind() === "stages" && presetPlan ? presetPlan : isGiven ? given.plan : null);
    }

    function values() {
        const isOfProgram = kind() === "in_flight";
        return Object.fromEntries(
            Object.entries(fields)
                .filter(
                    ([name, control]) =>
                        !["profile", "load_kind", ...capacityFields].includes(name) &&
                        !(isOfProgram && name === "stages") &&
                        !control.closest("[hidden]"),
                )
                .map(([name, control]) => [name, control.value.trim()]),
        );
    }

    // A search has no load of its own and no run time.
    function searchValues() {
        const names = ["host", "test_data", ...capacityFields].filter(
            (name) => !fields[name].closest(".field").hidden,
        );
        return { capacity: "1", ...Object.fromEntries(names.map((name) => [name, fields[name].value.trim()])) };
    }

    // Beside its field where the form has it and shows it, else below the form.
    function show({ success, message: words, problems = {} }) {
        clear();
        const wrong = Object.keys(problems).filter((name) => fields[name] && !fields[name].closest("[hidden]"));
        for (const name of wrong) {
            const place = dom.byId(`problem-${name}`);
            place.textContent = dom.visible(inOwnWords(problems[name]));
            place.hidden = false;
            fields[name].setAttribute("aria-invalid", "true");
            fields[name].closest("details")?.setAttribute("open", "");
        }
        fields[wrong[0]]?.focus();
        if (!success) {
            const told = wrong.map((name) => `“${labels[name]}” ${inOwnWords(problems[name])}`);
            message.textContent = dom.visible(told.length > 0 ? `${isEdit ? "Not changed" : "Not started"}: ${told.join("; ")}` : inOwnWords(words));
            message.hidden = false;
        }
    }

    function clear() {
        message.hidden = true;
        message.textContent = "";
        for (const [name, control] of Object.entries(fields)) {
            control.removeAttribute("aria-invalid");
            const place = dom.byId(`problem-${name}`);
            place.hidden = true;
            place.textContent = "";
        }
    }

    // What is an option elsewhere has its label here.
    function inOwnWords(text) {
        const names = { users: "user_count" };
        return text.replace(/--([a-z][a-z-]*)/g, (option, name) => {
            const label = labels[names[name] ?? name.replaceAll("-", "_")];
            return label ? `“${label}”` : option;
        });
    }

    // What the program was started with, or what the last test was given.
    function fill(news) {
        given = news;
        const { host, profiles, data_files: files, data_file: file, capacity } = news;
        fields.host.value = host;
        for (const name of capacityFields) {
            fields[name].value = capacity[name];
        }
        fields.profile.replaceChildren(
            element("option", { value: "" }, "none"),
            ...profiles.map((each) =>
                element(
                    "option",
                    { value: each.name },
                    `${each.name}: ${each.stages ?? `${each.users} users, ${each.spawn_rate}/s, ${each.run_time}`}`,
                ),
            ),
        );
        fields.test_data.replaceChildren(
            ...files.map((each) => element("option", { value: each }, each.split("/").at(-1))),
        );
        fields.test_data.value = file;
        hide("test_data", files.length === 0);
        presetPlan = null;
        fillLoad();
    }

    function fillLoad() {
        fields.user_count.value = given.users;
        fields.spawn_rate.value = given.spawn_rate;
        fields.arrival_rate.value = given.arrival_rate || "1/s";
        fields.stages.value = given.stages || given.load;
        fields.run_time.value = given.run_time;
        kinds(given.kind);
        layOut();
    }

    // Whether the load of the test that runs can be changed.
    function canEdit() {
        return Boolean(given?.edit);
    }

    // While a test runs only its load can be changed.
    function mode(name) {
        isEdit = name === "edit";
        submit.textContent = isEdit ? "Change" : "Start";
        for (const part of [advanced, bounds, search]) {
            part.hidden = isEdit;
        }
        layOut();
    }

    function focus() {
        const first = fields[loadFields[kind()]?.[0]];
        first?.focus();
        first?.select();
    }

    return { create, fill, mode, focus, clear, canEdit };
})();
