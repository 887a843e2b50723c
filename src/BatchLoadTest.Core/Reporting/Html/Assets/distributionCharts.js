// How the latencies of the whole run are spread: a curve of percentiles with all steps, and a histogram for each.
"use strict";

const distributionCharts = (() => {
    // Other line types as well as other colours, for paper and for those who do not tell colours apart.
    const lineTypes = ["solid", "dashed", "dotted"];
    const markStyles = {
        50: { color: "var(--percentile-1)", type: "solid", width: 1.5 },
        95: { color: "var(--percentile-2)", type: "dashed", width: 1.5 },
        99: { color: "var(--percentile-3)", type: "dotted", width: 1.5 },
    };
    let curve = null;
    const histograms = new Map();

    function render(data) {
        curve ??= charts.create(dom.byId("distributions-curve"), { title: "Latency by percentile", size: "large" });
        showCurve(data.distributions);
        const ids = Object.keys(data.distributions);
        for (const id of ids) {
            if (!histograms.has(id)) {
                const title = id === "all" ? "all steps" : id;
                histograms.set(id, charts.create(dom.byId("distributions-grid"), { title, size: "small" }));
            }
            showHistogram(histograms.get(id), data.distributions[id]);
        }
    }

    function showCurve(distributions) {
        // Of one request alone there is no curve.
        const ids = Object.keys(distributions).filter((id) => distributions[id].count > 1);
        if (ids.length === 0) {
            curve.show({ nothing: "No step has two requests on record, so there is no distribution to show." });
            return;
        }
        const series = ids.map((id, at) => {
            const colour = id === "all" ? "var(--text)" : `var(--series-${at})`;
            const points = distributions[id].curve.map(([percentile, time]) => [
                nines(percentile),
                Math.log2(time),
                percentile,
            ]);
            return charts.line(id === "all" ? "all steps" : id, colour, points, {
                lineStyle: {
                    color: colour,
                    width: id === "all" ? 2.5 : 1.5,
                    type: id === "all" ? "solid" : lineTypes[at % lineTypes.length],
                },
                symbol: "circle",
                symbolSize: 4,
            });
        });
        const times = ids.flatMap((id) => distributions[id].curve.map(([, time]) => time));
        curve.show({
            note: "how long the fastest so many per cent of all requests took at most",
            about: "Latency by percentile for each step; the table of statistics has the same figures.",
            option: {
                legend: { ...charts.legend(), show: true, left: 8, right: 8, type: "plain" },
                grid: charts.grid({ top: 50, right: 30 }),
                xAxis: charts.axis({
                    type: "value",
                    min: 0,
                    interval: 1,
                    max: ({ max }) => Math.max(1, Math.ceil(max * 2) / 2),
                    axisLabel: { formatter: percentOf, showMaxLabel: true },
                }),
                yAxis: logAxis(Math.min(...times), Math.max(...times)),
                tooltip: {
                    ...charts.tooltip(),
                    trigger: "item",
                    formatter: ({ seriesName, value }) =>
                        `${seriesName}: ${format.time(2 ** value[1])} at ${percentile(value[2])}`,
                },
                series,
            },
        });
    }

    // An axis of powers of two, which fits a narrow range closer than one of powers of ten.
    function logAxis(least, most, option) {
        const min = Math.floor(Math.log2(least));
        const max = Math.max(min + 1, Math.ceil(Math.log2(most)));
        const interval = Math.max(1, Math.ceil((max - min) / 5));
        const formatter = (power) => format.round(format.time)(2 ** power);
        return charts.axis({
            type: "value",
            min,
            max,
            interval,
            ...option,
            axisLabel: { formatter, ...option?.axisLabel },
        });
    }

    // 0 for the fastest, 1 for 90 %, 2 for 99 %, 3 for 99.9 %: the slow end is what matters.
    function nines(percentile) {
        return -Math.log10(1 - Math.min(percentile, 99.9999) / 100);
    }

    function percentOf(count) {
        return percentile(100 - 100 / 10 ** count);
    }

    function percentile(number) {
        return `${Number(number.toFixed(4))}%`;
    }

    function showHistogram(chart, { count, edges_ms: edges, counts, curve: points }) {
        const least = edges[0];
        const most = edges.at(-1);
        // The last point is the highest value, which of 20 requests stands at 95 too, and is no p95.
        const marks = points.filter(
            ([percent], at) => percent in markStyles && points.findIndex(([first]) => first === percent) === at,
        );
        const note = [
            format.of(count, "request"),
            ...marks.map(([percent, time]) => `p${percent} ${format.time(time)}`),
        ].join(", ");
        if (counts.length === 1) {
            chart.show({
                note,
                nothing: `${count === 1 ? "The only request" : "All requests"} took ${format.time(most)}.`,
            });
            return;
        }
        const bars = edges.map((edge, at) => [Math.log2(edge), counts[Math.min(at, counts.length - 1)]]);
        const series = charts.line("requests", "var(--series-1)", bars, {
            step: "end",
            lineStyle: { color: "var(--series-1)", width: 1 },
            areaStyle: { color: "var(--series-1)", opacity: 0.3 },
            markLine: {
                silent: true,
                symbol: "none",
                data: marks.map(([percent, time]) => ({ xAxis: Math.log2(time), lineStyle: markStyles[percent] })),
                label: { show: false },
            },
        });
        chart.show({
            note,
            about: `Histogram of ${format.of(count, "latency", "latencies")} from ${format.time(least)} to ${format.time(most)}.`,
            option: {
                xAxis: logAxis(least, most, {
                    splitLine: { show: false },
                    axisLine: { show: true, lineStyle: { color: "var(--line-strong)" } },
                }),
                yAxis: charts.upTo(Math.max(3, ...counts), format.shortCount, 3),
                tooltip: {
                    ...charts.tooltip(),
                    formatter: ([{ dataIndex }]) =>
                        binText(edges, counts, Math.min(dataIndex, counts.length - 1), count),
                },
                series: [series],
            },
        });
    }

    function binText(edges, counts, bin, count) {
        return [
            `${format.time(edges[bin])} to ${format.time(edges[bin + 1])}`,
            `${format.of(counts[bin], "request")} (${format.share(counts[bin] / count)})`,
        ].join("\n");
    }

    return { render };
})();
