// The figures as they come: whole at first, then what is new each second, put together to one data object.
"use strict";

const liveData = (() => {
    let data = null;

    // The timeline's columns begin at the point numbered `from`; all before it are here already.
    function merge(old, news) {
        if (typeof news !== "object" || news === null) {
            return news;
        }
        if (Array.isArray(news)) {
            return [...(Array.isArray(old) ? old.slice(0, merge.from) : Array(merge.from).fill(null)), ...news];
        }
        return Object.fromEntries(Object.entries(news).map(([name, value]) => [name, merge(old?.[name], value)]));
    }

    // Null where there is no test yet.
    function take(news) {
        if (news === null || news === undefined) {
            data = null;
            return data;
        }
        const from = news.timeline.from;
        merge.from = from;
        const timeline = from === 0 ? news.timeline : merge(data?.timeline, news.timeline);
        // Distributions come less often; until then the last ones stay.
        data = { ...news, timeline, distributions: news.distributions ?? data?.distributions ?? {} };
        return data;
    }

    return { take };
})();
