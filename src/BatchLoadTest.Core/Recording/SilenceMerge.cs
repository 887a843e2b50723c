using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>
/// Silence of several processes that drove one service: where requests of at least one waited too long, and none of them
/// heard anything.
/// </summary>
internal static class SilenceMerge
{
    /// <summary>The silence that all runs together have seen, in the order of time.</summary>
    public static IReadOnlyList<SilencePiece> Silences(IReadOnlyList<RecordedRun> runs)
    {
        var parts = runs.SelectMany(run =>
                run.Silences.SelectMany(silence =>
                    runs.Where(other => other != run)
                        .Aggregate(
                            [silence],
                            (List<SilencePiece> left, RecordedRun other) => Within(left, QuietOf(other))
                        )
                )
            )
            .ToList();
        return Joined(parts);
    }

    /// <summary>Where none of the runs heard anything, in the order of time.</summary>
    public static IReadOnlyList<SilencePiece> Quiet(IReadOnlyList<RecordedRun> runs) =>
        runs.Skip(1)
            .Aggregate([.. QuietOf(runs[0])], (List<SilencePiece> left, RecordedRun run) => Within(left, QuietOf(run)))
            .Where(piece => piece.From > DateTimeOffset.MinValue && piece.To < DateTimeOffset.MaxValue)
            .ToList();

    // Before its start and after its end a process hears nothing.
    private static List<SilencePiece> QuietOf(RecordedRun run) =>
        [
            new(DateTimeOffset.MinValue, run.Run.StartedAt, 0),
            .. run.Quiet,
            new(run.Run.StartedAt + run.Ending.Elapsed, DateTimeOffset.MaxValue, 0),
        ];

    /// <summary>What of some pieces lies within others.</summary>
    public static List<SilencePiece> Within(List<SilencePiece> pieces, List<SilencePiece> limits) =>
        [
            .. pieces.SelectMany(piece =>
                limits
                    .Select(limit =>
                        piece with
                        {
                            From = piece.From > limit.From ? piece.From : limit.From,
                            To = piece.To < limit.To ? piece.To : limit.To,
                        }
                    )
                    .Where(part => part.To > part.From)
            ),
        ];

    // Between two moments at which any of them begins or ends, the requests of all that cover the time wait.
    private static List<SilencePiece> Joined(List<SilencePiece> parts)
    {
        List<SilencePiece> joined = [];
        List<DateTimeOffset> moments = [.. parts.SelectMany(part => new[] { part.From, part.To }).Distinct().Order()];
        for (var moment = 1; moment < moments.Count; moment++)
        {
            var (from, to) = (moments[moment - 1], moments[moment]);
            var covering = parts.Where(part => part.From <= from && part.To >= to).ToList();
            if (covering.Count > 0)
            {
                SilenceStretches.Append(joined, new SilencePiece(from, to, covering.Sum(part => part.Waiting)));
            }
        }

        return joined;
    }
}
