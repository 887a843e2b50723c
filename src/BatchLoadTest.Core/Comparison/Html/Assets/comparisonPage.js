// The page's entry: its data are inside it.
"use strict";

const comparisonPage = (() => {
    function start() {
        theme.start();
        dom.byId("without-scripts").remove();
        const data = JSON.parse(dom.byId("run-data").textContent);
        comparisonSections.render(data);
        comparisonCharts.render(data);
    }

    return { start };
})();

comparisonPage.start();
