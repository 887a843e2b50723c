using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// What one iteration has found out so far. Made anew for each, so that no id of an earlier round can be used again.
/// </summary>
/// <param name="user">The virtual user, from 1.</param>
/// <param name="random">The user's source of choices.</param>
/// <param name="upload">What it uploads.</param>
public sealed class WorkflowRound(int user, Random random, Upload upload) : IDisposable
{
    /// <summary>The virtual user, from 1.</summary>
    public int User { get; } = user;

    /// <summary>The user's source of choices.</summary>
    public Random Random { get; } = random;

    /// <summary>What this round uploads.</summary>
    public Upload Upload { get; } = upload;

    /// <summary>The uploaded file; null until the upload succeeded.</summary>
    public string? FileId { get; set; }

    /// <summary>The batch as last seen; null until it was created.</summary>
    public Batch? Batch { get; set; }

    /// <summary>Time stamp of the start of the create request that succeeded.</summary>
    public long CreateStart { get; set; }

    /// <summary>When that request was sent, by this machine's clock.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>What polls have shown.</summary>
    public BatchLifeCycle LifeCycle { get; } = new();

    /// <summary>Polls sent.</summary>
    public int Polls { get; set; }

    /// <summary>How the batch ended; unfinished until then.</summary>
    public BatchOutcome Outcome { get; set; } = BatchOutcome.Unfinished;

    /// <summary>From create to the answer that showed the end, or to giving up.</summary>
    public TimeSpan? Turnaround { get; set; }

    /// <summary>The output file; null where it was not read to its end.</summary>
    public ResultFile? Output { get; set; }

    /// <summary>The error file; null where it was not read to its end.</summary>
    public ResultFile? Errors { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Output?.Dispose();
        Errors?.Dispose();
    }
}
