using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>A run whose master is gone, as far as that one's journal has it: another master can go on with it.</summary>
public sealed record KeptRun
{
    /// <summary>What it was asked to do.</summary>
    public required RunFacts Facts { get; init; }

    /// <summary>Its seconds.</summary>
    public required IRunHistory History { get; init; }

    /// <summary>Bytes of the journal up to the last second that is whole.</summary>
    public required long Length { get; init; }

    /// <summary>That second, as Unix time.</summary>
    public required long Second { get; init; }

    /// <summary>How far the seconds of each worker are in it, by the name of its part.</summary>
    public required IReadOnlyDictionary<string, WorkerPosition> Positions { get; init; }

    /// <summary>What was begun and ended in it.</summary>
    public required LoadState Totals { get; init; }

    /// <summary>Batches whose creation is counted in it, and whose end is not recorded.</summary>
    public required IReadOnlyList<OpenBatch> Open { get; init; }

    /// <summary>Who takes part, by their numbers, rising.</summary>
    public required IReadOnlyList<KeptWorker> Workers { get; init; }

    /// <summary>When the load, the warm-up included, began.</summary>
    public DateTimeOffset StartAt => Facts.BeganAt;

    /// <summary>
    /// Reads what a results folder holds; null where there is nothing to go on with: no journal, one that has its end, or one
    /// of a run that has not begun.
    /// </summary>
    public static KeptRun? Read(string folder)
    {
        var path = Journal.FileOf(folder);
        try
        {
            var facts = Journal.Open(path).Run;
            KeptPosition? position = null;
            long length = 0;
            var hasEnd = false;
            Dictionary<int, KeptWorker> workers = [];
            Dictionary<int, KeptWorker> pending = [];
            Dictionary<string, OpenBatch> open = new(StringComparer.Ordinal);
            Journal.Walk(
                path,
                (type, line, place) =>
                {
                    hasEnd |= type == "end";
                    if (type == KeptWorker.Name && line.Deserialize(KeptJson.Default.KeptWorker) is { } worker)
                    {
                        pending[worker.Number] = worker;
                    }
                    else if (type == KeptPosition.Name)
                    {
                        (position, length) = (line.Deserialize(KeptJson.Default.KeptPosition), place);
                        // What stands behind the last position is cut off with its second.
                        foreach (var (number, changed) in pending)
                        {
                            workers[number] = changed;
                        }

                        pending.Clear();
                        // One may have begun and ended within the second.
                        position!.Opened.ToList().ForEach(batch => open[batch.Id] = batch);
                        position.Ended.ToList().ForEach(batch => open.Remove(batch));
                    }

                    return true;
                },
                isWanted: Journal.IsNoSecond
            );
            return hasEnd || position is null || workers.Count == 0
                ? null
                : new KeptRun
                {
                    Facts = facts,
                    History = new JournalHistory(path),
                    Length = length,
                    Second = position.Second,
                    Positions = position.Workers,
                    Totals = position.Totals,
                    Open = [.. open.Values.OrderBy(batch => batch.CreatedAt)],
                    Workers = [.. workers.Values.OrderBy(worker => worker.Number)],
                };
        }
        catch (JournalException)
        {
            return null;
        }
    }
}
