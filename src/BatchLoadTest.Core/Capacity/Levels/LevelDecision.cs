using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Capacity.Levels;

/// <summary>What a look at a level found.</summary>
/// <param name="Verdict">What it says of the service.</param>
/// <param name="Reason">Why, in numbers.</param>
public sealed record LevelDecision(LevelVerdict Verdict, string Reason)
{
    /// <summary>How long was measured, in seconds.</summary>
    public int Seconds { get; init; }

    /// <summary>Batches that were started while measuring.</summary>
    public int Batches { get; init; }

    /// <summary>The size for which the verdict holds.</summary>
    public double RowsPerBatch { get; init; }

    /// <summary>Asked for, in rows a second.</summary>
    public double AskedRowsPerSecond { get; init; }

    /// <summary>Started, in rows a second.</summary>
    public double AppliedRowsPerSecond { get; init; }

    /// <summary>Ended, in rows a second.</summary>
    public double EndedRowsPerSecond { get; init; }

    /// <summary>The mean of the unfinished rows; what the next level drains to.</summary>
    public double UnfinishedRows { get; init; }

    /// <summary>Of the unfinished rows; null while too short.</summary>
    public Growth? Growth { get; init; }

    /// <summary>Whether <see cref="Growth"/> condemns at this look: a second look in a row has to.</summary>
    public bool IsGrowing { get; init; }

    /// <summary>Completed of offered rows; null while too short.</summary>
    public ShareInterval? Completed { get; init; }

    /// <summary>Each threshold, in the order of the rules.</summary>
    public IReadOnlyList<ThresholdFinding> Thresholds { get; init; } = [];

    /// <summary>
    /// Whether counts and times agree; null without a batch that ended. A level whose backlog grows may miss it: what
    /// ended is not what began.
    /// </summary>
    public LittlesLaw? Little { get; init; }
}
