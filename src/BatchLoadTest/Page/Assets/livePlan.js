// The plan as a curve, before anything of it has run.
"use strict";

const livePlan = (() => {
    const titles = { users: "Users asked for", starts_per_s: "Workflows started per second, asked for" };
    let place = null;
    let chart = null;

    function create() {
        place = dom.element("div", { class: "plan-curve", hidden: true });
        return place;
    }

    // curve: { unit, warm_up_s, has_end, points: [seconds since the run's start, level] }; null for none.
    function show(curve) {
        place.hidden = !curve;
        if (!curve) {
            return;
        }
        chart ??= charts.create(place, { title: "Plan", size: "small" });
        const { unit, warm_up_s: warmUp, has_end: hasEnd, points } = curve;
        const text = unit === "users" ? format.count : format.rate;
        const most = Math.max(...points.map(([, level]) => level));
        const [from, to] = [points[0][0], points.at(-1)[0]];
        const line = charts.line("asked", "var(--text)", points, {
            lineStyle: { color: "var(--text)", width: 1.5, type: "dashed" },
            areaStyle: { color: "var(--series-3)", opacity: 0.12 },
            markArea: warmUp > 0 ? warmUpArea(warmUp) : undefined,
        });
        chart.show({
            title: titles[unit],
            note: [
                warmUp > 0 ? `shaded: warm-up of ${format.time(warmUp * 1000)}, which counts in nothing` : null,
                hasEnd ? null : "goes on until stopped",
            ]
                .filter(Boolean)
                .join("; "),
            about: `The plan: ${points.map(([at, level]) => `${text(level)} at ${clock(at)}`).join(", ")}.`,
            option: {
                xAxis: charts.axis({
                    type: "value",
                    min: from,
                    max: to,
                    splitLine: { show: false },
                    axisLine: { show: true, onZero: false, lineStyle: { color: "var(--line-strong)" } },
                    axisLabel: { formatter: clock, customValues: timelineOptions.ticks({ from, to }) },
                }),
                yAxis: charts.upTo(unit === "users" ? Math.max(3, most) : most, text, 3),
                tooltip: {
                    ...charts.tooltip(),
                    formatter: ([{ value }]) => `${clock(value[0])}\nasked: ${text(value[1])}`,
                },
                series: [line],
            },
        });
    }

    function clock(seconds) {
        return seconds < 0 ? `-${format.clock(-seconds)}` : format.clock(seconds);
    }

    function warmUpArea(seconds) {
        return {
            silent: true,
            itemStyle: { color: "var(--shade-absent)" },
            data: [[{ xAxis: -seconds }, { xAxis: 0 }]],
        };
    }

    return { create, show };
})();
