namespace BatchLoadTest.Checks.Matrix;

/// <summary>A check of a service, read back.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">A short name for it.</param>
/// <param name="Host">The service.</param>
/// <param name="Dialect">The dialect that was spoken.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="IsPassed">Whether every must was kept.</param>
/// <param name="Rows">What was looked at, in order.</param>
public sealed record ReadCheck(
    string Path,
    string Name,
    string Host,
    string Dialect,
    DateTimeOffset StartedAt,
    bool IsPassed,
    IReadOnlyList<ReadRow> Rows
);

/// <summary>One thing that was looked at.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Requirement">What is required.</param>
/// <param name="Worth">What it is worth, as the file names it.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Seen">What was seen.</param>
public sealed record ReadRow(string Id, string Requirement, string Worth, CheckVerdict Verdict, string Seen);
