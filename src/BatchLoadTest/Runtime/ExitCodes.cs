namespace BatchLoadTest.Runtime;

/// <summary>What the process returns; the only place where these numbers are written.</summary>
public static class ExitCodes
{
    /// <summary>All thresholds met.</summary>
    public const int Success = 0;

    /// <summary>A threshold failed.</summary>
    public const int ThresholdFailed = 1;

    /// <summary>A comparison found something worse, and <c>--fail-on</c> asked for that to fail.</summary>
    public const int Worse = 1;

    /// <summary><c>health</c>: the page does not answer.</summary>
    public const int NotHealthy = 1;

    /// <summary>Wrong usage or settings, a broken data file included.</summary>
    public const int WrongUsage = 2;

    /// <summary>The test could not run, or this machine ruined it: target unreachable, key refused, data file changed.</summary>
    public const int CouldNotRun = 3;

    /// <summary>A defect of this program, or a file that could not be written.</summary>
    public const int InternalError = 4;

    /// <summary>Ended by SIGHUP (terminal closed, connection lost), every report written.</summary>
    public const int HungUp = 129;

    /// <summary>Ended by SIGINT (Ctrl-C), every report written.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM, every report written.</summary>
    public const int Terminated = 143;

    /// <summary>Every code of a run with its meaning, in the order in which help lists them.</summary>
    public static IReadOnlyList<KeyValuePair<int, string>> Meanings { get; } =
    [
        new(Success, "all thresholds met"),
        new(ThresholdFailed, "a threshold failed, where --exit-code-on-error names no other code"),
        new(WrongUsage, "wrong usage or settings, a broken data file included"),
        new(CouldNotRun, "the test could not run: target unreachable, key refused"),
        new(InternalError, "internal error, or a report could not be written"),
        new(HungUp, "interrupted by SIGHUP (terminal closed), reports written"),
        new(Interrupted, "interrupted by SIGINT (Ctrl-C), reports written"),
        new(Terminated, "interrupted by SIGTERM, reports written"),
    ];
}
