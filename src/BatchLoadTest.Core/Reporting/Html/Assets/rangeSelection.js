// Choosing a part of a chart's horizontal axis by dragging over it.
"use strict";

const rangeSelection = (() => {
    const leastPixels = 5;

    // By mouse only: on a touch screen the same movement scrolls the page.
    function on({ plot, valueAt }, choose, reset) {
        const mark = dom.element("div", { class: "selection", hidden: true });
        plot.append(mark);
        let begin = null;

        function placeOf(event) {
            return Math.min(Math.max(event.clientX - plot.getBoundingClientRect().left, 0), plot.clientWidth);
        }

        function end() {
            begin = null;
            mark.hidden = true;
        }

        plot.addEventListener("pointerdown", (event) => {
            if (event.pointerType === "mouse" && event.button === 0) {
                begin = placeOf(event);
                plot.setPointerCapture(event.pointerId);
            }
        });
        plot.addEventListener("pointermove", (event) => {
            if (begin !== null) {
                const now = placeOf(event);
                mark.hidden = Math.abs(now - begin) < leastPixels;
                mark.style.left = `${Math.min(begin, now)}px`;
                mark.style.width = `${Math.abs(now - begin)}px`;
            }
        });
        plot.addEventListener("pointerup", (event) => {
            const [first, last] = [begin, placeOf(event)];
            end();
            if (first !== null && Math.abs(last - first) >= leastPixels) {
                choose(valueAt(Math.min(first, last)), valueAt(Math.max(first, last)));
            }
        });
        plot.addEventListener("pointercancel", end);
        plot.addEventListener("dblclick", reset);
    }

    return { on };
})();
