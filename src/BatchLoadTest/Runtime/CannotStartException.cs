namespace BatchLoadTest.Runtime;

/// <summary>A run ends before its load; the messages are fit for a person and hold no secret.</summary>
/// <param name="exitCode">What the process returns.</param>
/// <param name="problems">Why, a line each; at least one.</param>
public sealed class CannotStartException(int exitCode, IReadOnlyList<string> problems) : Exception(problems[0])
{
    /// <summary>For a single reason.</summary>
    public CannotStartException(int exitCode, string problem)
        : this(exitCode, [problem]) { }

    /// <summary>What the process returns.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Why, a line each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
