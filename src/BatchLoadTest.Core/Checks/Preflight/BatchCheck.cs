using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether that batch comes to its end, and how long it takes: the pace of a tiny batch.</summary>
internal sealed class BatchCheck : ICheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.batch", "a batch of one row ends", CheckWorth.Must, "OpenAI: GET /batches/{id}");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.poll"];

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromSeconds(18);

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Batch is null)
        {
            return CheckResult.Skip("no batch was taken");
        }

        // So long that who waits for it sees what there was at its end.
        using var patience = new CancellationTokenSource(Limit - TimeSpan.FromSeconds(1), scene.TimeProvider);
        var begin = scene.TimeProvider.GetTimestamp();
        List<double> polls = [];
        CheckAnswer? last = null;
        while (!patience.IsCancellationRequested)
        {
            last = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(scene.Batch.Id), cancellationToken);
            if (last.IsSuccess && scene.BatchOf(last, out _) is { } batch)
            {
                polls.Add(last.Took.TotalMilliseconds);
                scene.Batch = batch;
                if (batch.Status.IsTerminal)
                {
                    return Judge(scene, batch, last, scene.TimeProvider.GetElapsedTime(begin), polls);
                }
            }

            try
            {
                await Task.Delay(Pause, scene.TimeProvider, cancellationToken);
            }
            catch (OperationCanceledException) when (polls.Count > 0)
            {
                // All checks have taken their time: nothing is known of the batch, and that is no fault.
                break;
            }
        }

        return CheckResult.NotSeen(
            polls.Count == 0
                ? $"no poll was answered: {last?.Words}"
                : $"still {scene.Redact(scene.Batch.Status.Text)} after {scene.TimeProvider.GetElapsedTime(begin).TotalSeconds:0} s; what comes then only a run sees",
            last
        );
    }

    private static CheckResult Judge(
        CheckScene scene,
        Batch batch,
        CheckAnswer answer,
        TimeSpan took,
        List<double> polls
    )
    {
        var counts = batch.Counts is { } known
            ? $", {known.Completed} of {known.Total} completed, {known.Failed} failed"
            : "";
        var seen =
            $"{scene.Redact(batch.Status.Text)} after {took.TotalSeconds:0.0} s{counts}; a poll takes {polls.Average():0} ms";
        return batch.Status.State == BatchState.Completed ? CheckResult.Pass(seen)
            : batch.Status.State == BatchState.Failed && batch.Counts is { Failed: > 0 }
                // The row says why; that is the next check's.
                ? CheckResult.Note(seen, answer: answer)
            : CheckResult.Fail(
                seen + (batch.Error is { } error ? $": {scene.Redact(error)}" : ""),
                batch.Error?.Contains("model", StringComparison.OrdinalIgnoreCase) == true
                    ? ModelFix.Words
                    : "the service's own words say why",
                answer
            );
    }
}
