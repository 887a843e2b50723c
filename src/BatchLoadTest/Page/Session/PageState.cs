using BatchLoadTest.Views;

namespace BatchLoadTest.Page.Session;

/// <summary>The states of a test, in Locust's words: programs that watch Locust compare them.</summary>
internal static class PageState
{
    public const string Ready = "ready";
    public const string Spawning = "spawning";
    public const string Running = "running";
    public const string Stopping = "stopping";
    public const string Cleanup = "cleanup";
    public const string Stopped = "stopped";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Ready, Spawning, Running, Stopping, Cleanup, Stopped];

    /// <summary>The state of a load that is applied.</summary>
    public static string Of(RunState state) =>
        state switch
        {
            // Locust knows no warm-up; what watches it waits until users are there.
            RunState.Spawning or RunState.WarmingUp => Spawning,
            RunState.Running => Running,
            _ => Stopping,
        };
}
