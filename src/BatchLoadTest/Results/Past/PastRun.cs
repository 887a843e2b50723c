using BatchLoadTest.Reporting;

namespace BatchLoadTest.Results.Past;

/// <summary>A run as a list of runs shows it.</summary>
internal sealed record PastRun
{
    /// <summary>Name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What is known of it.</summary>
    public required PastRunState State { get; init; }

    /// <summary>Its own name; null where that is not known.</summary>
    public string? Id { get; init; }

    /// <summary>How it ended, in the word of its reports, such as <c>PASSED</c>.</summary>
    public required string Word { get; init; }

    /// <summary>What to make of that.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>Why it could not go on, or cannot be read; null where there is nothing of the kind.</summary>
    public string? Problem { get; init; }

    /// <summary>When it started; null where that is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null where it did not, or that is not known.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The target.</summary>
    public string? Host { get; init; }

    /// <summary>The load asked for, in words.</summary>
    public string? Load { get; init; }

    /// <summary>Tags given for it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Whether there is a journal: without one it cannot be compared.</summary>
    public bool HasJournal { get; init; }

    /// <summary>Whether its folder says of anything that it is still at the service.</summary>
    public bool HasLeft { get; init; }

    /// <summary>Whether its folder is surely one that a run made, and no run holds it.</summary>
    public bool CanBeDeleted { get; init; }

    /// <summary>
    /// Each number of its <c>metrics.json</c> outside of lists, by the path of its member, such as <c>summary.p95_ms</c>; empty
    /// where that file is not there.
    /// </summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } =
        new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>A figure; null where it has none of that name.</summary>
    public double? Figure(string name) => Figures.TryGetValue(name, out var figure) ? figure : null;
}
