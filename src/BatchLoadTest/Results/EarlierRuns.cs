namespace BatchLoadTest.Results;

/// <summary>What runs before this one have left in its folder, put aside, and those that were killed in folders beside.</summary>
/// <param name="Notices">What a reader of the report must know of their figures, a line each.</param>
/// <param name="Left">What they may have left at the service; the last one's first.</param>
internal sealed record EarlierRuns(IReadOnlyList<string> Notices, IReadOnlyList<EarlierLeft> Left)
{
    /// <summary>There were none, or this run goes on with what is there.</summary>
    public static EarlierRuns None { get; } = new([], []);
}
