using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Views;

namespace BatchLoadTest.Page.Live;

/// <summary>Where in its life a run is, in words of the page that Locust has none for.</summary>
internal static class PhaseWords
{
    /// <summary>What is left of the warm-up; null where there is none or it is over.</summary>
    public static string? WarmUp(RunPhase phase) =>
        phase is { State: RunState.WarmingUp, WarmUpLeft: var left } && left > TimeSpan.Zero
            ? $"{Figures.Clock(left)} left, nothing counts yet"
            : null;

    /// <summary>In the place of the state's name; null where that says it.</summary>
    /// <param name="phase">Where the run is.</param>
    /// <param name="isSearch">Whether it looks for the largest load.</param>
    public static string? Label(RunPhase phase, bool isSearch) =>
        phase.State switch
        {
            RunState.WarmingUp => "warming up",
            RunState.Running when isSearch => "searching",
            _ => null,
        };
}
