using BatchLoadTest.Reporting;
using BatchLoadTest.Runs;

namespace BatchLoadTest.Page.Live;

/// <summary>A run as open pages are sent it.</summary>
/// <param name="Figures">Its seconds, for charts.</param>
/// <param name="Shown">Its newest figures.</param>
/// <param name="Moment">How it stands; null where it does not go on.</param>
/// <param name="Ended">Its report once it has ended; else null.</param>
/// <param name="State">In Locust's words.</param>
internal sealed record LiveRun(
    LiveFigures Figures,
    LiveSnapshot Shown,
    RunMoment? Moment,
    RunReport? Ended,
    string State
);
