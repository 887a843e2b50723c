// The page's one entry: render() shows a data object, and can be called again and again with newer ones.
"use strict";

const page = (() => {
    function render(data) {
        overviewSections.render(data);
        capacitySection.render(data);
        timelineCharts.render(data);
        distributionCharts.render(data);
        classSections.render(data);
        listSection.render(data);
        runSections.render(data);
    }

    // A report has its data inside; a page that is served has none, and calls render() itself.
    function start() {
        theme.start();
        dom.byId("without-scripts").remove();
        const data = dom.byId("run-data")?.textContent.trim();
        if (data) {
            render(JSON.parse(data));
        }
    }

    return { render, start };
})();

page.start();
