namespace BatchLoadTest.Comparison;

/// <summary>Which outcome of a comparison a caller wants as a failure.</summary>
/// <param name="Limit">
/// A row that is worse counts where it changed by at least this share of the base figure (0.1 is 10 %), shares of
/// failures included: from 1 % to 1.2 % is a change of 20 %, and from nothing at all one of any size.
/// </param>
public sealed record FailOn(double Limit)
{
    /// <summary>The rows that count.</summary>
    public IReadOnlyList<ComparisonRow> Among(RunComparison comparison) =>
        [
            .. comparison.Rows.Where(row =>
                row.Verdict == ComparisonVerdict.Worse && Math.Abs(row.RelativeChange ?? 0) >= Limit
            ),
        ];

    /// <summary>
    /// Whether the comparison fails. It also does where no row could be judged: a caller that wants to hear of a
    /// change for the worse must not take silence for an answer.
    /// </summary>
    public bool IsMetBy(RunComparison comparison) =>
        comparison.Verdict == ComparisonVerdict.NotEnoughData || Among(comparison).Count > 0;

    /// <summary>As it is written after <c>--fail-on</c>.</summary>
    public override string ToString() => Limit > 0 ? $"worse:{Limit * 100:0.####}%" : "worse";
}
