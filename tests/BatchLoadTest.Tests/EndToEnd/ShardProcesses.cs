using System.Globalization;

namespace BatchLoadTest.Tests.EndToEnd;

/// <summary>Three processes that apply one load to a mock server, in a folder of their own.</summary>
public sealed class ShardProcesses(MockProcess mock, DateTimeOffset start, string runTime = "8s") : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public string KeyFile => folder.File("key");

    public string Results(int shard) => folder.File($"s{shard}");

    /// <summary>Starts one of them, or starts it again: always with the same arguments.</summary>
    public BuiltProgram Start(int shard, params string[] more) =>
        BuiltProgram.Start(
            folder.Path,
            null,
            [
                .. new[] { "--host", mock.Address, "--users", "10", "--spawn-rate", "10", "--run-time", runTime },
                .. new[] { "--shard", $"{shard}/3", "--key-exchange", "key", "--results", $"s{shard}" },
                .. new[] { "--start-at", start.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture) },
                .. new[] { "--exit-code-on-error", "0", "--stop-timeout", "5s" },
                .. more,
            ]
        );

    public void Dispose() => folder.Dispose();
}
