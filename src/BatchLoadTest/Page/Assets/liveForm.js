// The form that starts a test, and changes one that runs.
"use strict";

const liveForm = (() => {
    const { element } = dom;
    const fields = {};
    let form = null;
    let message = null;
    let submit = null;
    let advanced = null;

    // send(values) returns a promise of { success, message }.
    function create(send) {
        message = element("p", { class: "form-message", role: "alert", hidden: true });
        submit = element("button", { type: "submit", class: "primary" }, "Start");
        advanced = element(
            "details",
            { class: "advanced" },
            element("summary", null, "More"),
            element(
                "div",
                { class: "fields" },
                field("profile", "Profile", element("select", { name: "profile" }), "fills in users, spawn rate, run time"),
                field("test_data", "Data file", element("select", { name: "test_data" }), "requests of a batch"),
            ),
        );
        form = element(
            "form",
            { class: "live-form", "aria-label": "Test", novalidate: true },
            element(
                "div",
                { class: "fields" },
                field("user_count", "Users", input("user_count", "numeric"), "at one time, at the peak"),
                field("spawn_rate", "Spawn rate", input("spawn_rate", "decimal"), "users started per second"),
                field("host", "Host", input("host", "url"), "https://…, nothing for the one configured"),
                field("run_time", "Run time", input("run_time", "text"), "such as 2m or 1h30m; empty: until stopped"),
            ),
            advanced,
            message,
            element("div", { class: "form-end" }, submit),
        );
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            submit.disabled = true;
            try {
                show(await send(values()));
            } finally {
                submit.disabled = false;
            }
        });
        fields.profile.addEventListener("change", () => fillFrom(fields.profile.selectedOptions[0]));
        return form;
    }

    function field(name, label, control, hint) {
        fields[name] = control;
        control.id = `field-${name}`;
        control.setAttribute("aria-describedby", `hint-${name}`);
        return element(
            "div",
            { class: "field", "data-field": name },
            element("label", { for: control.id }, label),
            control,
            element("span", { id: `hint-${name}`, class: "muted" }, hint),
        );
    }

    function input(name, mode) {
        return element("input", { name, type: "text", inputmode: mode, autocomplete: "off", spellcheck: "false" });
    }

    function fillFrom(option) {
        const { users, spawnRate, runTime } = option.dataset;
        if (users) {
            fields.user_count.value = users;
            fields.spawn_rate.value = spawnRate;
            fields.run_time.value = runTime;
        }
    }

    function values() {
        return Object.fromEntries(
            Object.entries(fields)
                .filter(([name, control]) => name !== "profile" && !control.closest("[hidden]"))
                .map(([name, control]) => [name, control.value.trim()]),
        );
    }

    function show({ success, message: words }) {
        message.hidden = success;
        message.textContent = success ? "" : dom.visible(words);
    }

    // What the program was started with, or what the last test was given.
    function fill({ users, spawn_rate: spawnRate, host, run_time: runTime, profiles, data_files: files, data_file: file }) {
        fields.user_count.value = users;
        fields.spawn_rate.value = spawnRate;
        fields.host.value = host;
        fields.run_time.value = runTime;
        fields.profile.replaceChildren(
            element("option", { value: "" }, "none"),
            ...profiles.map((each) =>
                element(
                    "option",
                    {
                        value: each.name,
                        "data-users": each.users,
                        "data-spawn-rate": each.spawn_rate,
                        "data-run-time": each.run_time,
                    },
                    `${each.name}: ${each.users} users, ${each.spawn_rate}/s, ${each.run_time}`,
                ),
            ),
        );
        fields.test_data.replaceChildren(
            ...files.map((each) => element("option", { value: each }, each.split("/").at(-1))),
        );
        fields.test_data.value = file;
        fields.test_data.closest(".field").hidden = files.length === 0;
    }

    // While a test runs only its load can be changed.
    function mode(name) {
        const isEdit = name === "edit";
        submit.textContent = isEdit ? "Change" : "Start";
        advanced.hidden = isEdit;
        for (const only of ["host", "run_time"]) {
            fields[only].closest(".field").hidden = isEdit;
        }
        message.hidden = true;
    }

    function focus() {
        fields.user_count.focus();
        fields.user_count.select();
    }

    return { create, fill, mode, focus };
})();
