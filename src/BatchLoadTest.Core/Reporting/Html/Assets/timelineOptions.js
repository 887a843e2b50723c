// What all charts over time have in common: the axis of time, the tooltip, shaded stretches, marks.
// A view is a part of a timeline: { line, step, points (indices), from, to (seconds), silences ([from, to] in seconds) }.
"use strict";

const timelineOptions = (() => {
    const tickSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];

    // The whole option of a chart.
    function of(view, series, text, highest, { isStacked = false } = {}) {
        const named = series.length > 1;
        return {
            legend: { ...charts.legend(), show: named, ...(isStacked ? stackedLegend(series) : {}) },
            grid: charts.grid(named ? { top: 30 } : {}),
            xAxis: charts.axis({
                type: "value",
                min: view.from,
                max: view.to,
                splitLine: { show: false },
                axisLine: { show: true, onZero: false, lineStyle: { color: "var(--line-strong)" } },
                // Without a height of their own the two lines are drawn over each other.
                axisLabel: {
                    formatter: (second) => bothClocks(view.line, second),
                    customValues: ticks(view),
                    lineHeight: 15,
                },
            }),
            yAxis: charts.upTo(highest, text),
            tooltip: { ...charts.tooltip(), formatter: (params) => tooltipText(view, isStacked ? ownValues(params) : params, text) },
            series: [{ ...series[0], markArea: shades(view) }, ...series.slice(1)],
        };
    }

    // The run's time, and below it the clock on the wall, by which a log is searched.
    function bothClocks(line, second) {
        return `${format.clock(second)}\n${format.timeOfDay(momentOf(line, second))}`;
    }

    function momentOf(line, second) {
        return new Date(new Date(line.origin).getTime() + second * 1000);
    }

    // Series of a stack come from its top: each point is [x, sum up to here, own value]. Listed from the bottom; one left out
    // would leave the others where they are.
    function stackedLegend(series) {
        return { data: series.map(({ name }) => name).reverse(), selectedMode: false };
    }

    function ownValues(params) {
        const own = params.map((each) => ({ ...each, value: [each.value[0], each.value[2]] })).reverse();
        const some = own.filter(({ value }) => value[1] !== 0);
        return some.length > 0 ? some : own.slice(0, 1);
    }

    // Round seconds, at most seven of them, wherever the view begins.
    function ticks({ from, to }) {
        const size = tickSeconds.find((each) => (to - from) / each <= 6) ?? 86400 * Math.ceil((to - from) / 6 / 86400);
        const first = Math.ceil(from / size);
        return Array.from({ length: Math.floor(to / size) - first + 1 }, (_, at) => (first + at) * size);
    }

    function tooltipText({ line, points }, params, text) {
        const at = points[params[0].dataIndex];
        const [second, seconds] = [line.t_s[at], line.seconds[at]];
        const time = momentOf(line, second);
        const until = seconds > 1 ? `–${format.clock(second + seconds)}` : "";
        const lines = [`${format.clock(second)}${until}   ${format.timeOfDay(time)} ${format.offsetOf(time)}`];
        for (const { seriesName, value } of params.filter((each) => format.isNumber(each.value[1]))) {
            lines.push(`${seriesName}: ${text(value[1])}`);
        }
        if (line.doubtful[at] > 0) {
            lines.push(seconds > 1 ? `doubtful: ${line.doubtful[at]} of ${seconds} s` : "doubtful");
        }
        if (line.recorded[at] < seconds) {
            lines.push(
                seconds > 1 ? `without a record: ${seconds - line.recorded[at]} of ${seconds} s` : "without a record",
            );
        }
        return lines.join("\n");
    }

    // Stretches of points with doubtful seconds, and of points with seconds that nothing is known of.
    // Before them stretches in which the service answered nothing.
    function shades({ line, points, from, to, silences }) {
        const areas = [
            ...silences
                .filter(([begin, end]) => end > from && begin < to)
                .map(([begin, end]) => [begin, end, "var(--shade-silent)"]),
            ...stretches(line, points, (at) => line.doubtful[at] > 0, "var(--shade-doubtful)"),
            ...stretches(line, points, (at) => line.recorded[at] < line.seconds[at], "var(--shade-absent)"),
        ];
        return {
            silent: true,
            data: areas.map(([begin, end, color]) => [
                // With a border, so that one second of hours is still a line.
                { xAxis: Math.max(begin, from), itemStyle: { color, borderColor: color, borderWidth: 1 } },
                { xAxis: Math.min(end, to) },
            ]),
        };
    }

    function stretches(line, points, belongs, colour) {
        const found = [];
        for (const at of points.filter(belongs)) {
            const [begin, end] = [line.t_s[at], line.t_s[at] + line.seconds[at]];
            if (found.length > 0 && found.at(-1)[1] === begin) {
                found.at(-1)[1] = end;
            } else {
                found.push([begin, end, colour]);
            }
        }
        return found;
    }

    // A horizontal line with a word.
    function mark(value, label) {
        return {
            silent: true,
            symbol: "none",
            data: [{ yAxis: value }],
            lineStyle: { color: "var(--muted)", type: "dashed", width: 1 },
            label: { formatter: label, position: "insideEndTop", color: "var(--muted)", fontFamily: charts.fontFamily },
        };
    }

    // A column as points in the middle of the time that each stands for.
    function points({ line, points: chosen }, column) {
        return chosen.map((at) => [line.t_s[at] + line.seconds[at] / 2, column[at]]);
    }

    // A column of counts, per second.
    function perSecond({ line, points: chosen }, column) {
        return chosen.map((at) => [line.t_s[at] + line.seconds[at] / 2, column[at] / line.seconds[at]]);
    }

    function highest({ points: chosen }, ...columns) {
        return Math.max(0, ...columns.map((column) => chosen.reduce((most, at) => Math.max(most, column[at] ?? 0), 0)));
    }

    return { of, ticks, mark, points, perSecond, highest };
})();
