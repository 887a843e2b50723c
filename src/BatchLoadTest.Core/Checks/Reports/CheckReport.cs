namespace BatchLoadTest.Checks.Reports;

/// <summary>All that a check of a service has seen.</summary>
/// <param name="Host">The service.</param>
/// <param name="Dialect">The dialect that was spoken.</param>
/// <param name="Version">Version of this program.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Done">Each check, in order.</param>
/// <param name="Left">What could not be removed from the service, a line each.</param>
public sealed record CheckReport(
    string Host,
    string Dialect,
    string Version,
    DateTimeOffset StartedAt,
    TimeSpan Took,
    IReadOnlyList<CheckDone> Done,
    IReadOnlyList<string> Left
)
{
    /// <summary>How many ended so.</summary>
    public int this[CheckVerdict verdict] => Done.Count(done => done.Result.Verdict == verdict);

    /// <summary>Each check, those of a group together; they were not made so.</summary>
    public IEnumerable<CheckDone> ByGroup =>
        Done.GroupBy(done => done.Check.Group, StringComparer.Ordinal).SelectMany(group => group);

    /// <summary>Whether every must was kept, as far as it was seen.</summary>
    public bool IsPassed => this[CheckVerdict.Failed] == 0;

    /// <summary>Musts of which nothing is known: there was no time, or nothing to see.</summary>
    public int MustsNotSeen =>
        Done.Count(done => done is { Check.Worth: CheckWorth.Must, Result.Verdict: CheckVerdict.NotSeen });

    /// <summary>The verdict in one line.</summary>
    public string Words =>
        $"{MustWords}; {this[CheckVerdict.Passed]} passed, {this[CheckVerdict.Noted]} noted, {this[CheckVerdict.NotSeen]} not seen, {this[CheckVerdict.Skipped]} skipped"
        + (Left.Count == 0 ? "" : $"; {Left.Count} left behind at the service");

    private string MustWords =>
        this[CheckVerdict.Failed] switch
        {
            0 when MustsNotSeen == 0 => "every must is kept",
            0 => $"every must that was seen is kept, {MustsNotSeen} of them not seen",
            1 => "1 must is not kept",
            var failed => $"{failed} musts are not kept",
        };
}
