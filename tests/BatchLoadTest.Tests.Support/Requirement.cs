namespace BatchLoadTest.Tests.Support;

/// <summary>
/// What a test needs and a person's machine may lack: there the test is skipped with its reason; where
/// <c>BATCH_LOAD_TEST_REQUIRE_ALL=1</c>, as in <c>.ci/run</c>, it fails instead.
/// </summary>
internal static class Requirement
{
    /// <summary>The full path of a command.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="source">How a person gets it.</param>
    public static string Command(string command, string source)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var path = folders.Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            Missing($"{command} is not installed; {source}");
        }

        return path!;
    }

    /// <summary>Skips or fails the test.</summary>
    public static void Missing(string reason)
    {
        Assert.False(Environment.GetEnvironmentVariable("BATCH_LOAD_TEST_REQUIRE_ALL") == "1", reason);
        Assert.Skip(reason);
    }
}
