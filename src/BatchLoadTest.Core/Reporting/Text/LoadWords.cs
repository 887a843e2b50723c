using BatchLoadTest.Load;

namespace BatchLoadTest.Reporting.Text;

/// <summary>A load plan in words.</summary>
public static class LoadWords
{
    /// <summary>Such as <c>100 users, 10 started per second, for 2m</c>.</summary>
    public static string Describe(LoadPlan plan)
    {
        var shape = plan.Profile switch
        {
            ClosedLoad { Users: 1 } => "1 user",
            ClosedLoad closed => $"{Figures.Of(closed.Users, "user")}, {closed.SpawnRate:0.###} started per second",
            // A shape that this class does not know yet: its record's own text is better than none.
            _ => $"{plan.Profile}",
        };
        return $"{shape}, {Limit(plan)}";
    }

    private static string Limit(LoadPlan plan) =>
        (plan.RunTime, plan.Iterations) switch
        {
            ({ } time, { } iterations) =>
                $"for {Figures.Setting(time)} or {Figures.Of(iterations, "iteration")}, whichever is over first",
            ({ } time, null) => $"for {Figures.Setting(time)}",
            (null, { } iterations) => $"for {Figures.Of(iterations, "iteration")}",
            _ => "until stopped",
        };
}
