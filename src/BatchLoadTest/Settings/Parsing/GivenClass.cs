using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Reading;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>A class of batches as a person wrote it.</summary>
/// <param name="Name">Its name.</param>
internal sealed record GivenClass(string Name)
{
    /// <summary>Path of its data file; null where it has none of its own.</summary>
    public string? Data { get; init; }

    /// <summary>Rows to generate; null where none are.</summary>
    public int? Rows { get; init; }

    /// <summary>Bytes of each of them; null for those of the run.</summary>
    public long? RowBytes { get; init; }

    /// <summary>Model; null for that of the run.</summary>
    public string? Model { get; init; }

    /// <summary>Completion window; null for that of the run.</summary>
    public string? Window { get; init; }

    /// <summary>Endpoint; null for that of its data.</summary>
    public string? Endpoint { get; init; }

    /// <summary>When output is read; null for that of the run.</summary>
    public ReadMode? Read { get; init; }

    /// <summary>Which batches are cancelled; null for those of the run.</summary>
    public CancelPlan? Cancel { get; init; }

    /// <summary>Which inputs are deleted; null for those of the run.</summary>
    public DeletePlan? DeleteInput { get; init; }

    /// <summary>How often it is taken; null where not given.</summary>
    public double? Weight { get; init; }

    /// <summary>Batches a second; null where not given.</summary>
    public double? Rate { get; init; }

    /// <summary>Thresholds on its figures, without its name.</summary>
    public IReadOnlyList<string> Thresholds { get; init; } = [];
}
