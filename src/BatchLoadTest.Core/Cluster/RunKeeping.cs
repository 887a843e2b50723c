using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// Writes into a master's journal what another master needs that is started in its place: who takes part, how far the
/// seconds of each are in it, and which batches are in flight by these. Lines may be added from any thread.
/// </summary>
/// <param name="merge">Knows how far they are.</param>
/// <param name="kept">What is in the journal by another master; null for nothing.</param>
public sealed class RunKeeping(SecondsMerge merge, KeptRun? kept = null) : IJournalCompanion
{
    private readonly ConcurrentQueue<(string Part, long Sequence, IReadOnlyList<OpenBatch> Batches)> opened = new();
    private readonly List<(string Part, long Sequence, IReadOnlyList<OpenBatch> Batches)> uncounted = [];
    private readonly ConcurrentQueue<(KeptWorker Worker, Action Written)> waiting = new();
    private readonly List<Action> appended = [];
    private LoadState totals = kept?.Totals ?? default;

    /// <summary>A worker has come, has gone or has ended.</summary>
    /// <param name="worker">How it is now.</param>
    /// <param name="written">Called when that is in the file.</param>
    public void Changed(KeptWorker worker, Action written) => waiting.Enqueue((worker, written));

    /// <summary>A second of a worker tells of batches that it counts as created. Before it is added to the others.</summary>
    /// <param name="part">The worker's part.</param>
    /// <param name="sequence">The second's number there.</param>
    /// <param name="batches">The batches.</param>
    public void Opened(string part, long sequence, IReadOnlyList<OpenBatch> batches)
    {
        if (batches.Count > 0)
        {
            opened.Enqueue((part, sequence, batches));
        }
    }

    /// <inheritdoc/>
    public void Append(IBufferWriter<byte> lines, Interval second)
    {
        while (waiting.TryDequeue(out var next))
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(next.Worker, KeptJson.Default.KeptWorker));
            lines.Write("\n"u8);
            appended.Add(next.Written);
        }

        totals = totals.After(second);
        var positions = merge.Positions();
        var position = new KeptPosition
        {
            Second = second.Second,
            Workers = positions,
            Totals = totals,
            Opened = CountedBy(positions),
            Ended = [.. second.BatchesEnded.Select(batch => batch.BatchId)],
        };
        lines.Write(JsonSerializer.SerializeToUtf8Bytes(position, KeptJson.Default.KeptPosition));
        lines.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Written()
    {
        appended.ForEach(written => written());
        appended.Clear();
    }

    // Exactly those whose creation is in the file: nobody is to end one that no second has counted.
    private List<OpenBatch> CountedBy(IReadOnlyDictionary<string, WorkerPosition> positions)
    {
        while (opened.TryDequeue(out var next))
        {
            uncounted.Add(next);
        }

        List<OpenBatch> counted = [];
        uncounted.RemoveAll(each =>
        {
            // Of one that has left everything is given out.
            var isCounted = !positions.TryGetValue(each.Part, out var at) || at.Sequence >= each.Sequence;
            counted.AddRange(isCounted ? each.Batches : []);
            return isCounted;
        });
        return counted;
    }
}
