using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What became of the batches whose input the run was to delete.</summary>
public sealed record DeleteSummary
{
    /// <summary>None was.</summary>
    public static DeleteSummary None { get; } = new();

    /// <summary>Batches by what became of them, indexed by <see cref="DeleteResult"/>.</summary>
    public IReadOnlyList<long> Results { get; init; } = new long[DeleteResults.Count];

    /// <summary>Inputs that were still served after their deletion had been answered.</summary>
    public long FilesKept { get; init; }

    /// <summary>Result files of batches that are gone that were served.</summary>
    public long ResultsKept { get; init; }

    /// <summary>Rows of the batches that stopped and whose files were read to their ends.</summary>
    public long Rows { get; init; }

    /// <summary>Those of them that are in no file: they were not done.</summary>
    public long RowsNotDone { get; init; }

    /// <summary>Some of the batches that went on where they must not, and of the inputs that were served.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>How many batches it became so of.</summary>
    public long this[DeleteResult result] => Results[(int)result];

    /// <summary>All whose input was to be deleted.</summary>
    public long Drawn => Results.Sum();
}
