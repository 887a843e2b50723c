namespace BatchLoadTest.Authentication;

/// <summary>The processes that took the key of this one, as their marks show them.</summary>
/// <param name="markOf">The mark of one of them; null where there is none.</param>
/// <param name="count">How many processes there are, with this one.</param>
/// <param name="timeProvider">For waiting.</param>
internal sealed class OtherShards(Func<int, ExchangeMark?> markOf, int count, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<int, (ExchangeMark? Mark, long Changed)> seen = [];

    /// <summary>Those that have not ended by their marks.</summary>
    public IReadOnlyList<int> Missing() => [.. Numbers().Where(other => markOf(other)?.HasEnded != true)];

    /// <summary>Waits until all have ended: for one that lives as long as it lives, for one that is gone or never came
    /// no longer than the patience. Whether one lives is seen by its mark changing, so that clocks do not matter.</summary>
    /// <param name="patience">For those of which nothing is seen.</param>
    /// <param name="isHurried">Whether also those that live are waited for no longer than that; asked again and again.</param>
    /// <param name="mayEnd">Ends the wait where it becomes true.</param>
    /// <returns>Those that have not ended.</returns>
    public async Task<IReadOnlyList<int>> WaitAsync(TimeSpan patience, Func<bool> isHurried, Func<bool> mayEnd)
    {
        var begin = timeProvider.GetTimestamp();
        while (true)
        {
            var missing = Look(begin);
            var isHasty = isHurried();
            if (
                mayEnd()
                || missing.All(other => timeProvider.GetElapsedTime(isHasty ? begin : seen[other].Changed) >= patience)
            )
            {
                return missing;
            }

            await Task.Delay(Pause, timeProvider, CancellationToken.None);
        }
    }

    private List<int> Look(long begin)
    {
        List<int> missing = [];
        foreach (var other in Numbers())
        {
            var mark = markOf(other);
            if (mark?.HasEnded == true)
            {
                continue;
            }

            missing.Add(other);
            if (!seen.TryGetValue(other, out var last))
            {
                // Who wrote it may be gone long since.
                seen[other] = (mark, begin);
            }
            else if (mark is not null && mark != last.Mark)
            {
                seen[other] = (mark, timeProvider.GetTimestamp());
            }
        }

        return missing;
    }

    private IEnumerable<int> Numbers() => Enumerable.Range(1, count - 1);
}
