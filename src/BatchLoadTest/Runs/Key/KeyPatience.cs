using BatchLoadTest.Settings;

namespace BatchLoadTest.Runs.Key;

/// <summary>How long is waited for others, and for the service, where nothing but the key is left.</summary>
internal static class KeyPatience
{
    /// <summary>For its deletion: a service that does not answer must not hold the process.</summary>
    public static readonly TimeSpan Deletion = TimeSpan.FromSeconds(10);

    // How much later than shard 0 another one may have started.
    private static readonly TimeSpan ShardDelay = TimeSpan.FromSeconds(30);

    /// <summary>How long shard 0 waits at its end for others of which nothing is seen.</summary>
    // Their last workflows and their cleaning up need the key still.
    public static TimeSpan Of(RunSettings settings) =>
        settings.Load.StopTimeout + settings.Workflow.CleanUpTimeout + ShardDelay;
}
