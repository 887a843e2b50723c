using System.Globalization;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>Three processes that apply one load to one service, in a folder of their own.</summary>
public sealed class ShardProcesses(string host, DateTimeOffset start, string runTime = "8s") : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public string KeyFile => folder.File("key");

    public string Results(int shard) => folder.File($"s{shard}");

    /// <summary>Starts one of them, or starts it again: always with the same arguments.</summary>
    public BuiltProgram Start(int shard, params string[] more) => StartAny(shard, ["--run-time", runTime, .. more]);

    /// <summary>Likewise, of a load that ends with its iterations whenever that is: with ten of each process.</summary>
    public BuiltProgram StartIterations(int shard) =>
        StartAny(shard, "--iterations", "30", "--wait", "0s", "--poll-interval", "200ms", "--timeout", "1h");

    public void Dispose() => folder.Dispose();

    private BuiltProgram StartAny(int shard, params string[] more) =>
        BuiltProgram.Start(
            folder.Path,
            null,
            [
                .. new[] { "--host", host, "--users", "10", "--spawn-rate", "10" },
                .. new[] { "--shard", $"{shard}/3", "--key-exchange", "key", "--results", $"s{shard}" },
                .. new[] { "--start-at", start.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture) },
                .. new[] { "--exit-code-on-error", "0", "--stop-timeout", "5s" },
                .. more,
            ]
        );
}
