using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>What becomes of the rows that one retry works on again, one after the other.</summary>
internal sealed class RetryDraws
{
    private readonly EvenShare failing;
    private readonly double lost;
    private readonly double kept;
    private readonly double phase;

    /// <summary>Rows that had failed.</summary>
    private int failed;

    /// <param name="options">How the server behaves.</param>
    /// <param name="plan">The batch before.</param>
    /// <param name="number">Which retry of it this is.</param>
    public RetryDraws(MockServerOptions options, BatchPlan plan, int number)
    {
        var bits = SeededDraws.Mix(plan.ResultSeed ^ (ulong)number);
        failing = new EvenShare(
            options.Credit == MockCredit.Zero ? 1 : options.RowFailRate,
            SeededDraws.Fraction(bits)
        );
        phase = SeededDraws.Fraction(SeededDraws.Mix(bits));
        // Rows that a client never gets to read could not be compared with what it found.
        if (!plan.Defects.HasFlag(BatchDefects.CutDownload))
        {
            lost = options.Misbehaviour.RetryLoseRows;
            kept = options.Misbehaviour.RetryDoubleRows;
        }
    }

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>What becomes of the next one.</summary>
    /// <param name="row">What it was before.</param>
    /// <param name="isDone">Whether it had failed, rather than never had its turn.</param>
    public RerunRow Next(RerunRow row, bool isDone)
    {
        var fate =
            !isDone ? row.Fate
            : failing.Picks(failed++) ? RowFate.Failed
            : RowFate.Succeeded;
        var draw = SpreadDraws.At(phase, Count++);
        return new RerunRow(row.Origin, fate, RowOccasions.None, DefectOf(draw, fate, isDone));
    }

    private RowDefect DefectOf(double draw, RowFate fate, bool isDone) =>
        draw < lost ? RowDefect.LostOnRetry
        : draw < lost + kept && isDone && fate.IsOutput() ? RowDefect.KeptOnRetry
        : RowDefect.None;
}
