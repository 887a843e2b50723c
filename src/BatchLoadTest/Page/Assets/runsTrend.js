// One figure over the last runs, as a line: the oldest of them first.
"use strict";

const runsTrend = (() => {
    const { element } = dom;
    const usual = [
        ["summary.p95_ms", "p95 latency of requests"],
        ["summary.requests_per_second", "requests per second"],
        ["summary.failure_rate", "failed requests"],
        ["run.pace.batches_per_s", "batches per second"],
        ["batches.turnaround_ms.p95", "batch turnaround p95"],
        ["batches.failed_share", "failed batches"],
        ["results.rows_per_second", "rows per second"],
        ["results.row_error_rate", "failed rows"],
        ["capacity.lower", "capacity found"],
    ];
    const lasts = [10, 30, 100, 1000];
    const chosen = { figure: "summary.p95_ms", last: 30 };
    const colours = { good: "var(--good)", doubtful: "var(--doubtful)", bad: "var(--bad)" };
    let figure = null;
    let last = null;
    let chart = null;
    let place = null;

    function create() {
        figure = element("select", { id: "trend-figure" });
        last = element(
            "select",
            { id: "trend-last" },
            lasts.map((count) => element("option", { value: count }, count === 1000 ? "all" : `last ${count}`)),
        );
        last.value = chosen.last;
        figure.addEventListener("change", () => {
            chosen.figure = figure.value;
            load();
        });
        last.addEventListener("change", () => {
            chosen.last = Number(last.value);
            load();
        });
        place = element("div", { id: "trend-chart", class: "grid grid-wide" });
        return element(
            "div",
            { id: "trend" },
            element(
                "div",
                { class: "title-row" },
                element("h3", null, "Trend"),
                element(
                    "div",
                    { class: "controls" },
                    element("label", null, "Figure ", figure),
                    element("label", null, "Runs ", last),
                ),
            ),
            place,
        );
    }

    // names: every figure that any of the runs has.
    function offer(names) {
        const others = names.filter((name) => !usual.some(([known]) => known === name)).sort();
        const groups = [...new Set(others.map((name) => name.split(".")[0]))];
        figure.replaceChildren(
            element(
                "optgroup",
                { label: "usual" },
                usual.filter(([name]) => names.includes(name)).map(([value, label]) => element("option", { value }, label)),
            ),
            ...groups.map((group) =>
                element(
                    "optgroup",
                    { label: group },
                    others
                        .filter((name) => name.split(".")[0] === group)
                        .map((value) => element("option", { value }, value)),
                ),
            ),
        );
        if (!names.includes(chosen.figure) && names.length > 0) {
            chosen.figure = figure.options[0].value;
        }
        figure.value = chosen.figure;
    }

    async function load() {
        const query = new URLSearchParams({ figure: chosen.figure, last: chosen.last });
        try {
            const response = await fetch(`runs/trend?${query}`);
            show(response.ok ? (await response.json()).runs : []);
        } catch {
            show([]);
        }
    }

    function show(runs) {
        const title = usual.find(([name]) => name === chosen.figure)?.[1] ?? chosen.figure;
        chart ??= charts.create(place, { title });
        const points = runs.filter(({ value }) => value !== null);
        const text = textOf(chosen.figure);
        if (points.length === 0) {
            chart.show({ title, nothing: "None of these runs has this figure." });
            return;
        }
        const values = points.map(({ value }) => value);
        const [least, most] = [Math.min(...values), Math.max(...values)];
        chart.show({
            title,
            note: `${format.of(points.length, "run")}, the newest at the right; points have the colour of the verdict`,
            about: `${title} over ${format.of(points.length, "run")}: from ${text(least)} to ${text(most)}, in the newest ${text(values.at(-1))}.`,
            option: {
                xAxis: charts.axis({
                    type: "category",
                    data: points.map(({ started_at: started }) => shortMoment(new Date(started))),
                    axisLine: { show: true, onZero: false, lineStyle: { color: "var(--line-strong)" } },
                }),
                yAxis:
                    least < 0
                        ? charts.axis({ type: "value", axisLabel: { formatter: text } })
                        : charts.upTo(most > 0 ? most : 1, text),
                tooltip: { ...charts.tooltip(), formatter: (params) => tooltipText(points[params[0].dataIndex], text) },
                series: [
                    charts.line(
                        title,
                        "var(--series-1)",
                        points.map(({ value, kind }) => ({
                            value,
                            symbol: "circle",
                            symbolSize: 8,
                            itemStyle: { color: colours[kind] },
                        })),
                    ),
                ],
            },
        });
    }

    function tooltipText({ name, started_at: started, verdict, value }, text) {
        return `${text(value)}\n${verdict}\n${name}\n${format.moment(new Date(started))}`;
    }

    function shortMoment(date) {
        const [day, time] = format.moment(date).split(" ");
        return `${day.slice(5)} ${time.slice(0, 5)}`;
    }

    // By the unit that the member's name ends with.
    function textOf(name) {
        if (/_ms(\.|$)/.test(name) && !name.endsWith(".count")) {
            return format.time;
        }
        if (/_s$/.test(name) && !/_per_s$/.test(name)) {
            return (seconds) => format.time(seconds * 1000);
        }
        if (/(failure_rate|error_rate|share|attained|in_order|cpu_mean|cpu_max|silence\.rate)$/.test(name)) {
            return format.share;
        }
        return (number) => (Number.isInteger(number) ? format.count(number) : format.rate(number));
    }

    return { create, offer, load };
})();
