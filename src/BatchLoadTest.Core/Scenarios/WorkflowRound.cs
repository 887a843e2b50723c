using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// What one iteration has found out so far. Made anew for each, so that no id of an earlier round can be used again.
/// </summary>
public sealed class WorkflowRound(int user, Random random)
{
    /// <summary>The virtual user, from 1.</summary>
    public int User { get; } = user;

    /// <summary>The user's source of choices.</summary>
    public Random Random { get; } = random;

    /// <summary>The uploaded file; null until the upload succeeded.</summary>
    public string? FileId { get; set; }

    /// <summary>The batch as last seen; null until it was created.</summary>
    public Batch? Batch { get; set; }

    /// <summary>Time stamp of the start of the create request that succeeded.</summary>
    public long CreateStart { get; set; }

    /// <summary>Polls sent.</summary>
    public int Polls { get; set; }

    /// <summary>How the batch ended; unfinished until then.</summary>
    public BatchOutcome Outcome { get; set; } = BatchOutcome.Unfinished;

    /// <summary>From create to the answer that showed the end, or to giving up.</summary>
    public TimeSpan? Turnaround { get; set; }

    /// <summary>Rows read from the output file; -1 where it was not read to its end.</summary>
    public long OutputRows { get; set; } = -1;

    /// <summary>Rows read from the error file; -1 where it was not read to its end.</summary>
    public long ErrorRows { get; set; } = -1;
}
