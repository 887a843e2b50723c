using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// What polls are shown of batches that misbehave, and how many batches were seen to: each batch counts once for each
/// defect, with the first poll (or analytics) that is answered with it.
/// </summary>
internal sealed class ShownDefects
{
    private readonly long[] counts = new long[int.Log2((int)BatchDefects.WrongUsage) + 1];

    /// <summary>What a poll is shown of a batch in a state.</summary>
    public BatchState Show(Batch batch, in BatchState state, DateTimeOffset now)
    {
        if (!batch.Plan.MayLookWrong)
        {
            return state;
        }

        var passing = BatchDefects.None;
        var shown = batch.Polls?.Next(state, out passing) ?? state;
        Count(batch.Mark(passing == BatchDefects.None ? Lasting(batch, shown, now) : passing));
        return shown;
    }

    /// <summary>Counts what analytics of a batch show that are filled.</summary>
    public void CountAnalytics(Batch batch, in BatchState state) => Count(batch.Mark(WrongUsage(batch, state)));

    public long Of(BatchDefects defect) => Interlocked.Read(ref counts[int.Log2((int)defect)]);

    public void Reset() => Array.Clear(counts);

    private static BatchDefects Lasting(Batch batch, in BatchState state, DateTimeOffset now)
    {
        if (!state.HasEnded)
        {
            return now >= batch.EndsAt() ? BatchDefects.Stuck : BatchDefects.None;
        }

        return (batch.LiesIn(state) ? BatchDefects.LyingCounts : BatchDefects.None)
            | (IsLate(batch, state) ? BatchDefects.Late : BatchDefects.None)
            | (batch.Rules.ShowsUsage ? WrongUsage(batch, state) : BatchDefects.None);
    }

    private static BatchDefects WrongUsage(Batch batch, in BatchState state) =>
        batch.MistakesUsageIn(state) ? BatchDefects.WrongUsage : BatchDefects.None;

    /// <summary>In whole seconds, as a client sees it.</summary>
    private static bool IsLate(Batch batch, in BatchState state) =>
        state.Status == BatchStatus.Completed
        && state.CompletedAt?.ToUnixTimeSeconds() > batch.Plan.ExpiresAt.ToUnixTimeSeconds();

    private void Count(BatchDefects defects)
    {
        for (var bit = 0; bit < counts.Length; bit++)
        {
            if (((int)defects & (1 << bit)) != 0)
            {
                Interlocked.Increment(ref counts[bit]);
            }
        }
    }
}
