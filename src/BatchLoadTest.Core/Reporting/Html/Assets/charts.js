// A chart: its frame in the page, its look, and what there is instead of it where there is no data.
//
// Charts are SVG, and every colour is a variable of the style sheet: dark, light and paper need no second drawing. Tooltips
// are drawn as text within the chart, because those made of HTML need styles that the page's policy forbids.
"use strict";

const charts = (() => {
    const { element } = dom;
    // By name, because the width of text is measured outside the page, where nothing is inherited.
    const fontFamily = getComputedStyle(document.body).fontFamily;
    const font = { color: "var(--text)", fontFamily, fontSize: 12 };
    const drawn = new Map();

    // Sizes on paper in pixels, about those that the style sheet's columns leave there, so that text keeps its size.
    const paper = { small: [290, 130], medium: [450, 150], large: [930, 300] };

    // Sizes follow the page.
    const sizes = new ResizeObserver((entries) => {
        for (const { target, contentRect } of entries) {
            setSize(target, contentRect.width, contentRect.height);
        }
    });

    addEventListener("beforeprint", () => {
        for (const [plot, { size }] of drawn) {
            setSize(plot, ...paper[size]);
        }
    });
    addEventListener("afterprint", () => {
        for (const plot of drawn.keys()) {
            setSize(plot, plot.clientWidth, plot.clientHeight);
        }
    });

    function setSize(plot, width, height) {
        const { chart } = drawn.get(plot);
        if (width > 0 && height > 0 && (width !== chart.getWidth() || height !== chart.getHeight())) {
            chart.resize({ width, height });
            finish(plot, chart);
        }
    }

    // Draws at once: a page that is printed or measured right after its start must be complete. With a view box the
    // drawing scales to what the style sheet says for paper, instead of being cut off.
    function finish(plot, chart) {
        chart.getZr().flush();
        plot.querySelector("svg").setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
    }

    // Adds a chart to a place in the page. show() draws it, or says in words why there is nothing to draw.
    function create(place, { title, size = "medium", group }) {
        const heading = element("h3", null, title);
        const note = element("span", { class: "muted" });
        const plot = element("div", { class: `plot plot-${size}`, role: "img", "aria-label": title });
        const words = dom.nothing("");
        const figure = element("figure", { class: "chart" }, element("figcaption", null, heading, note), plot, words);
        place.append(figure);
        let chart = null;

        function draw(option) {
            plot.hidden = false;
            words.hidden = true;
            if (chart === null) {
                chart = echarts.init(plot, null, {
                    renderer: "svg",
                    width: plot.clientWidth || 600,
                    height: plot.clientHeight || 240,
                });
                chart.group = group ?? "";
                drawn.set(plot, { chart, size });
                sizes.observe(plot);
            }
            chart.setOption({ ...common(), ...option }, { notMerge: true });
            finish(plot, chart);
        }

        return {
            figure,
            plot,
            // about: one sentence for those who do not see the chart.
            show({ title: newTitle, note: newNote, about, option, nothing }) {
                heading.textContent = dom.visible(newTitle ?? title);
                note.textContent = newNote ?? "";
                plot.setAttribute("aria-label", dom.visible(about ?? newTitle ?? title));
                if (option) {
                    draw(option);
                    return;
                }
                plot.hidden = true;
                words.hidden = false;
                words.textContent = nothing;
            },
            // What a position within the plot means on the horizontal axis.
            valueAt: (x) => chart?.convertFromPixel({ xAxisIndex: 0 }, x),
        };
    }

    function common() {
        return {
            animation: false,
            textStyle: font,
            grid: grid(),
            tooltip: tooltip(),
            legend: legend(),
        };
    }

    function tooltip() {
        return {
            trigger: "axis",
            renderMode: "richText",
            confine: true,
            transitionDuration: 0,
            backgroundColor: "var(--tooltip)",
            borderColor: "var(--line-strong)",
            borderWidth: 1,
            padding: [6, 9],
            textStyle: { ...font, lineHeight: 17 },
            axisPointer: { type: "line", lineStyle: { color: "var(--muted)", type: "solid", width: 1 } },
        };
    }

    function grid(option) {
        return {
            left: 4,
            right: 18,
            top: 16,
            bottom: 4,
            outerBoundsMode: "same",
            outerBoundsContain: "axisLabel",
            ...option,
        };
    }

    function legend() {
        return {
            show: false,
            top: 0,
            right: 8,
            itemWidth: 16,
            itemHeight: 8,
            itemGap: 14,
            textStyle: font,
            inactiveColor: "var(--line-strong)",
        };
    }

    function axis(option) {
        return {
            axisLine: { show: false, lineStyle: { color: "var(--line-strong)" } },
            axisTick: { show: false },
            splitLine: { lineStyle: { color: "var(--line)" } },
            nameTextStyle: { ...font, color: "var(--muted)" },
            ...option,
            axisLabel: { ...font, color: "var(--muted)", hideOverlap: true, ...option.axisLabel },
        };
    }

    // A vertical axis from 0 to a round number at or above the given one, in about four parts.
    function upTo(highest, text, parts = 4) {
        const rough = Math.max(highest, Number.MIN_VALUE) / parts;
        const power = 10 ** Math.floor(Math.log10(rough));
        // Not 2.5 where that would not be a whole number: most axes count something.
        const interval = (power > 1 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10])
            .map((each) => each * power)
            .find((each) => each >= rough * 0.999999);
        const max = Math.ceil(highest / interval - 1e-9) * interval;
        return axis({ type: "value", min: 0, max, interval, axisLabel: { formatter: format.round(text) } });
    }

    function line(name, colour, data, option) {
        return {
            name,
            type: "line",
            data,
            symbol: "none",
            lineStyle: { color: colour, width: 1.5 },
            itemStyle: { color: colour },
            // Highlighting mixes colours, which variables cannot be; the pointer's line is enough.
            emphasis: { disabled: true },
            ...option,
        };
    }

    // A point without neighbours has no line and would be invisible.
    function withLonelyPoints(points) {
        return points.map((point, at) =>
            point[1] !== null && (points[at - 1]?.[1] ?? null) === null && (points[at + 1]?.[1] ?? null) === null
                ? { value: point, symbol: "circle", symbolSize: 5 }
                : point,
        );
    }

    return { create, axis, upTo, line, grid, tooltip, legend, fontFamily, withLonelyPoints };
})();
