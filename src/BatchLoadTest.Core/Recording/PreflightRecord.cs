using System.Text.Json.Serialization;

namespace BatchLoadTest.Recording;

/// <summary>What was asked of the service once before the load, apart from everything that is measured.</summary>
/// <param name="Requests">Requests that were sent; not those for a key, which are steps of the run.</param>
/// <param name="Took">How long it took, the wait for a key included.</param>
/// <param name="Found">What was looked at, in order.</param>
public sealed record PreflightRecord(int Requests, TimeSpan Took, IReadOnlyList<PreflightFinding> Found)
{
    /// <summary>Why the run cannot go on; null where it can.</summary>
    [JsonIgnore]
    public string? Problem { get; init; }
}

/// <summary>One thing that was looked at before the load.</summary>
/// <param name="Check">Its id, as <c>check</c> has it.</param>
/// <param name="Verdict">How it ended, as <c>check</c> names it.</param>
/// <param name="Seen">What was seen, in one line without secrets.</param>
/// <param name="Fix">What to set or to look at; null where nothing is wrong, or nobody knows.</param>
public sealed record PreflightFinding(string Check, string Verdict, string Seen, string? Fix = null)
{
    /// <summary>Whether a person should know of it before the load.</summary>
    [JsonIgnore]
    public bool IsWarning { get; init; }
}
