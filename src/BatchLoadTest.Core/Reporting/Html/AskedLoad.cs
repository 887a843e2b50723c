using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Reporting.Html;

/// <summary>
/// What the plan of a run asks for in each second: a function of the plan alone. It asks for nothing before the run's start,
/// after its end, and from where a person set another load.
/// </summary>
public sealed class AskedLoad
{
    private readonly LoadProfile profile;
    private readonly TimeSpan warmUp;
    private readonly DateTimeOffset startedAt;
    private readonly TimeSpan end;

    private AskedLoad(RunReport report)
    {
        var (plan, load) = (report.Run.Plan, report.Ending.Load);
        (warmUp, startedAt) = (plan.WarmUp, report.Run.StartedAt);
        profile = plan.Profile.After(warmUp);
        end = new[] { plan.RunTime, load.LoadTime, load.ChangedAt }.OfType<TimeSpan>().Min();
        IsOpen = profile.IsOpen;
        // A search sets its loads by itself: its plan begins with nothing.
        var isSearch = report.Ending.Capacity is not null;
        IsOfUsers = !isSearch && profile.UsersAt(warmUp) is not null;
        IsOfStarts = !isSearch && profile.RateAt(warmUp) is not null;
    }

    /// <summary>Of one run, ended or as it stands.</summary>
    public static AskedLoad Of(RunReport report) => new(report);

    /// <summary>Whether starts are due by a plan, so that some may be dropped.</summary>
    public bool IsOpen { get; }

    /// <summary>Whether users are asked for.</summary>
    public bool IsOfUsers { get; }

    /// <summary>Whether starts per second are asked for.</summary>
    public bool IsOfStarts { get; }

    /// <summary>The most users asked for at the end of a second; null where nothing is asked for.</summary>
    /// <param name="begin">The first second.</param>
    /// <param name="seconds">How many, at least 1.</param>
    public double? Users(DateTimeOffset begin, long seconds) =>
        Each(begin, seconds, TimeSpan.FromSeconds(1)).Max(at => (double?)profile.UsersAt(at));

    /// <summary>Starts per second asked for, the mean of the seconds; null where nothing is asked for.</summary>
    /// <param name="begin">The first second.</param>
    /// <param name="seconds">How many, at least 1.</param>
    public double? Starts(DateTimeOffset begin, long seconds) =>
        Each(begin, seconds, TimeSpan.FromSeconds(0.5)).Average(profile.RateAt);

    // A moment of each second in which the plan holds, in the plan's own time, which begins with the warm-up.
    private IEnumerable<TimeSpan> Each(DateTimeOffset begin, long seconds, TimeSpan place)
    {
        var first = begin - startedAt;
        for (var second = 0L; second < seconds; second++)
        {
            var from = first + TimeSpan.FromSeconds(second);
            if (from >= end)
            {
                yield break;
            }

            var at = from + place;
            if (at >= TimeSpan.Zero)
            {
                // What follows the end is not asked for any more, such as the level after the last stage.
                yield return warmUp + (at < end ? at : end);
            }
        }
    }
}
