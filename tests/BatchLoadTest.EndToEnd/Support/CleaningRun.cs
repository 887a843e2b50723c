namespace BatchLoadTest.EndToEnd.Support;

/// <summary>The program with users who leave much to be removed.</summary>
internal static class CleaningRun
{
    /// <summary>As many as there are where a test does not say.</summary>
    public const int Users = 5;

    /// <summary>Starts it; it goes on until it is ended, or by <c>--iterations</c>.</summary>
    public static BuiltProgram Start(string folder, string host, params string[] more) =>
        BuiltProgram.Start(
            folder,
            null,
            [
                "--host",
                host,
                .. more.Contains("--users", StringComparer.Ordinal) ? (string[])[] : ["--users", $"{Users}"],
                "--spawn-rate",
                "50",
                .. more.Contains("--iterations", StringComparer.Ordinal) ? (string[])[] : ["--run-time", "10m"],
                "--headless",
                "--wait",
                "0s",
                "--generate-requests",
                "5",
                .. more.Contains("--results", StringComparer.Ordinal) ? (string[])[] : ["--results", "out"],
                .. more,
            ]
        );
}
