namespace BatchLoadTest.Statistics;

/// <summary>
/// Turnaround by how many batches were in flight when the batch was created: what load does to it. Constant memory: levels
/// are exact below 16 and a twelfth apart above. One writer.
/// </summary>
internal sealed class LoadLevels
{
    private const long Exact = 16;
    private const double Distance = 1.0 / 12;

    // By createdAt, as a record tells no other name of its batch's creation; of several at one moment the last.
    private readonly Dictionary<DateTimeOffset, long> open = [];
    private readonly SortedDictionary<int, (long Count, double Level, double Seconds, double Squares)> levels = [];

    /// <summary>A batch is created.</summary>
    /// <param name="createdAt">When.</param>
    /// <param name="inFlight">How many there are then, itself included.</param>
    public void Created(DateTimeOffset createdAt, long inFlight) => open[createdAt] = inFlight;

    /// <summary>It has ended.</summary>
    /// <param name="createdAt">When it was created.</param>
    /// <param name="turnaround">What it took; null where that is not known, or is no matter of load.</param>
    public void Ended(DateTimeOffset createdAt, TimeSpan? turnaround)
    {
        if (!open.Remove(createdAt, out var level) || turnaround is not { } took)
        {
            return;
        }

        var key = KeyOf(level);
        var (count, sum, seconds, squares) = levels.GetValueOrDefault(key);
        var one = took.TotalSeconds;
        levels[key] = (count + 1, sum + level, seconds + one, squares + (one * one));
    }

    /// <summary>All batches.</summary>
    public LevelMean? All => Mean(long.MaxValue);

    /// <summary>The tenth of them that were created when there was the least load, or a little more.</summary>
    public LevelMean? LeastLoaded => Mean(Math.Max(5, levels.Values.Sum(level => level.Count) / 10));

    private LevelMean? Mean(long enough)
    {
        var (count, sum, seconds, squares) = (0L, 0.0, 0.0, 0.0);
        foreach (var level in levels.Values)
        {
            if (count >= enough)
            {
                break;
            }

            (count, sum) = (count + level.Count, sum + level.Level);
            (seconds, squares) = (seconds + level.Seconds, squares + level.Squares);
        }

        if (count == 0)
        {
            return null;
        }

        var mean = seconds / count;
        var variance = Math.Max(0, (squares / count) - (mean * mean));
        return new LevelMean(
            count,
            sum / count,
            TimeSpan.FromSeconds(mean),
            TimeSpan.FromSeconds(Math.Sqrt(variance / count))
        );
    }

    private static int KeyOf(long level) =>
        level <= Exact ? (int)level : (int)(Exact + Math.Floor(Math.Log((double)level / Exact) / Distance));
}
