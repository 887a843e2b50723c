using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>All there is to say of a run at one moment. Immutable: whoever shows it asks the run nothing.</summary>
internal sealed record RunMoment
{
    /// <summary>The run as a report of what there is so far, its thresholds judged on the whole run.</summary>
    public required RunReport Report { get; init; }

    /// <summary>Where in its life the run is, and who waits.</summary>
    public required RunPhase Phase { get; init; }

    /// <summary>The load that is wanted.</summary>
    public required LoadProfile Wanted { get; init; }

    /// <summary>Whether all users have ended: what follows is cleaning up and reporting.</summary>
    public bool IsLoadOver { get; init; }

    /// <summary>The figures of the whole run.</summary>
    public RunSnapshot WholeRun => Report.Final;

    /// <summary>The same run with other figures, such as those since a reset. What its thresholds say stays.</summary>
    /// <param name="figures">What is shown.</param>
    /// <param name="at">The moment of these figures.</param>
    public RunReport ReportOf(RunSnapshot figures, DateTimeOffset at) =>
        Report with
        {
            Final = figures,
            Ending = Report.Ending with { EndedAt = at },
        };
}
