using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Reporting.Text;

/// <summary>A load plan in words.</summary>
public static class LoadWords
{
    /// <summary>Such as <c>100 users, 10 started per second, for 2m</c>.</summary>
    public static string Describe(LoadPlan plan) =>
        $"{Describe(plan.Profile)}{Pace(plan)}, {Limit(plan)}"
        + (plan.WarmUp > TimeSpan.Zero ? $", after a warm-up of {Figures.Setting(plan.WarmUp)}" : "");

    /// <summary>Such as <c>100 users, 10 started per second</c>.</summary>
    public static string Describe(LoadProfile profile) =>
        profile switch
        {
            // Nothing to begin with: a search for the largest load raises it.
            ClosedLoad { Users: 0 } => "as many users as the search sets",
            ArrivalLoad { Rate: { Length: null, Last: 0 } } => "as many workflows as the search sets",
            ClosedLoad { Users: 1 } => "1 user",
            ClosedLoad closed => $"{Figures.Of(closed.Users, "user")}, {closed.SpawnRate:0.###} started per second",
            StagedUsers staged => $"users in stages: {Stages(staged.Users, "")}",
            ArrivalLoad { Rate.Length: not null } arrivals =>
                $"workflows in stages: {Stages(arrivals.Rate, "/s")}{Kind(arrivals)}",
            ArrivalLoad arrivals => $"{Rate(arrivals.Rate.Last)} workflows{Kind(arrivals)}",
            InFlightLoad inFlight => $"{Figures.Of(inFlight.Batches, "batch", "batches")} in flight at any time",
            // A shape that this class does not know yet: its record's own text is better than none.
            _ => $"{profile}",
        };

    /// <summary>A rate as a person would write it: <c>5/s</c>, <c>90/m</c>, <c>2/h</c>.</summary>
    /// <param name="perSecond">Starts per second.</param>
    public static string Rate(double perSecond) =>
        perSecond >= 1 ? $"{perSecond:0.###}/s"
        : perSecond * 60 >= 1 ? $"{perSecond * 60:0.###}/m"
        : $"{perSecond * 3600:0.###}/h";

    private static string Kind(ArrivalLoad arrivals) =>
        (arrivals.Arrivals == ArrivalPattern.Even ? " at even distances" : "")
        + (
            arrivals.MaxUsers == ArrivalLoad.DefaultMaxUsers
                ? ""
                : $", at most {Figures.Of(arrivals.MaxUsers, "user")} at one time"
        );

    private static string Stages(Schedule schedule, string unit) =>
        string.Join(
            ", ",
            schedule.Stages.Select(stage =>
                $"{Figures.Setting(stage.Length)} {(stage.IsFlat ? "at" : "to")} {stage.To:0.###}{unit}"
            )
        );

    private static string Pace(LoadPlan plan) =>
        plan.Pacing is { } pacing ? $", an iteration each {Figures.Setting(pacing)}" : "";

    private static string Limit(LoadPlan plan)
    {
        List<string> limits =
        [
            .. plan.RunTime is { } time ? [Figures.Setting(time)] : Array.Empty<string>(),
            .. plan.Iterations is { } iterations ? [Figures.Of(iterations, "iteration")] : Array.Empty<string>(),
            .. plan.IterationsPerUser is { } each
                ? [$"{Figures.Of(each, "iteration")} of each user"]
                : Array.Empty<string>(),
        ];
        return limits.Count == 0
            ? "until stopped"
            : $"for {string.Join(" or ", limits)}{(limits.Count > 1 ? ", whichever is over first" : "")}";
    }
}
