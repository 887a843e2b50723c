namespace BatchLoadTest.Statistics;

/// <summary>Running figures of silence; in constant memory. One writer.</summary>
internal sealed class SilenceStatistics
{
    private const int MaxStretches = 100;

    private readonly List<SilenceStretch> longest = [];
    private SilenceStretch? open;
    private bool isKnown;
    private TimeSpan total;
    private TimeSpan totalOfLong;
    private long count;

    public void Add(Interval interval)
    {
        isKnown |= interval.JudgedSteps > 0 || interval.Silences.Count > 0;
        foreach (var piece in interval.Silences)
        {
            if (open is not null && (piece.From == open.To || piece.GoesOn))
            {
                open = open with
                {
                    To = piece.To,
                    Length = open.Length + piece.Length,
                    Waiting = Math.Max(open.Waiting, piece.Waiting),
                };
            }
            else
            {
                Close();
                open = new SilenceStretch(piece.From, piece.To, piece.Length, piece.Waiting);
            }
        }
    }

    public SilenceSummary Summarise(TimeSpan elapsed)
    {
        // What is open may go on: it counts, and stays open.
        var last = open?.Length ?? TimeSpan.Zero;
        IEnumerable<SilenceStretch> all = open is null ? longest : longest.Append(open);
        return new()
        {
            IsKnown = isKnown,
            Total = total + last,
            TotalOfLong = totalOfLong + OfLong(last),
            Longest = all.Select(stretch => stretch.Length).DefaultIfEmpty(TimeSpan.Zero).Max(),
            Count = count + (open is null ? 0 : 1),
            LoadTime = elapsed,
            Stretches = [.. all.OrderBy(stretch => stretch.From)],
        };
    }

    private void Close()
    {
        if (open is null)
        {
            return;
        }

        count++;
        total += open.Length;
        totalOfLong += OfLong(open.Length);
        longest.Add(open);
        if (longest.Count > MaxStretches)
        {
            longest.Remove(longest.MinBy(stretch => stretch.Length)!);
        }

        open = null;
    }

    private static TimeSpan OfLong(TimeSpan length) => length >= SilenceSummary.LongStretch ? length : TimeSpan.Zero;
}
