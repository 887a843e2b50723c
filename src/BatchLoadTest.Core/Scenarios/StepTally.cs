using System.Globalization;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// Sums up the requests of one user's step on their way to the sink, for an engine that sees steps. Used by one
/// user at a time.
/// </summary>
internal sealed class StepTally(IMeasurementSink sink) : IMeasurementSink
{
    // The last request of each kind: a repeated one counts by how it ended.
    private readonly List<Measurement> ends = [];
    private TimeSpan latency;
    private long bytes;

    /// <summary>A step begins.</summary>
    public void Clear()
    {
        ends.Clear();
        latency = TimeSpan.Zero;
        bytes = 0;
    }

    /// <inheritdoc/>
    public void Record(in Measurement measurement)
    {
        sink.Record(measurement);
        // What this program stood still in has no latency, as in the figures of the run.
        latency += measurement.IsLatencyDoubtful ? TimeSpan.Zero : measurement.Latency;
        bytes += measurement.BytesSent + measurement.BytesReceived;
        var step = measurement.Step;
        ends.RemoveAll(end => end.Step == step);
        ends.Add(measurement);
    }

    /// <inheritdoc/>
    public void Uploaded(in PromptCounts prompts, int batchClass = 0) => sink.Uploaded(prompts, batchClass);

    /// <inheritdoc/>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0) =>
        sink.BatchCreated(rows, createdAt, batchClass);

    /// <inheritdoc/>
    public void BatchEnded(BatchRecord record) => sink.BatchEnded(record);

    /// <inheritdoc/>
    public void UsageChecked(UsageCheck check) => sink.UsageChecked(check);

    /// <inheritdoc/>
    public void Expires(FileExpiry expiry) => sink.Expires(expiry);

    /// <inheritdoc/>
    public void Estimated(CostEstimate estimate) => sink.Estimated(estimate);

    /// <inheritdoc/>
    public void ListingDue(bool isBegun) => sink.ListingDue(isBegun);

    /// <inheritdoc/>
    public void Listed(ListWalk walk) => sink.Listed(walk);

    /// <inheritdoc/>
    public void WorkflowStarted(TimeSpan delay) => sink.WorkflowStarted(delay);

    /// <inheritdoc/>
    public void WorkflowEnded(TimeSpan duration) => sink.WorkflowEnded(duration);

    /// <inheritdoc/>
    public IMeasurementSink WarmUp => sink.WarmUp;

    /// <inheritdoc/>
    public void ForeignAnswer() => sink.ForeignAnswer();

    /// <summary>The step by its requests: failed if one kind of request was never answered as it should be.</summary>
    public StepReport Report()
    {
        var failed = ends.FindIndex(end => end.Outcome.IsFailure());
        if (failed >= 0)
        {
            var end = ends[failed];
            return new(Failed: true, CodeOf(end), latency, bytes, end.Detail);
        }

        return new(Failed: false, ends.Count == 0 ? "" : CodeOf(ends[^1]), latency, bytes, Message: null);
    }

    /// <summary>The step that waits for the batch, by the end of the batch. Its time is the time of waiting.</summary>
    /// <param name="outcome">How the batch ended.</param>
    /// <param name="error">The service's words about it, without secrets; null where there are none.</param>
    public StepReport Report(BatchOutcome outcome, string? error) =>
        new(outcome.IsFailure(), outcome.KindName(), Latency: null, bytes, outcome.IsFailure() ? error : null);

    private static string CodeOf(Measurement end) =>
        end.Outcome is Outcome.Success or Outcome.HttpStatus
            ? end.Status.ToString(CultureInfo.InvariantCulture)
            : end.Outcome.KindName(end.Status);
}
