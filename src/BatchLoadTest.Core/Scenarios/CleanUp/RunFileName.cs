namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>
/// Names of uploads, such as <c>batch_input_medium.20260823-142501-3f9a1c.jsonl</c>: of two runs they differ, and a run
/// finds its own in a list.
/// </summary>
public static class RunFileName
{
    private const string Ending = ".jsonl";

    /// <summary>The name of a run's upload.</summary>
    /// <param name="plain">The data's own name, ending included.</param>
    /// <param name="runId">The run.</param>
    public static string Of(string plain, string runId) =>
        $"{(plain.EndsWith(Ending, StringComparison.Ordinal) ? plain[..^Ending.Length] : plain)}.{runId}{Ending}";

    /// <summary>Whether a file of that name is the run's.</summary>
    public static bool IsOf(string? name, string runId) =>
        runId.Length > 0 && name?.EndsWith($".{runId}{Ending}", StringComparison.Ordinal) == true;
}
