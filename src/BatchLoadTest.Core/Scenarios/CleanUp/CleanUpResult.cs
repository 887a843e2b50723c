namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>What clean-up came to.</summary>
/// <param name="Files">Files deleted, or gone already.</param>
/// <param name="Batches">Batches cancelled, or ended already.</param>
/// <param name="Left">What could not be removed, with the reason where there was one; all of it.</param>
public sealed record CleanUpResult(long Files, long Batches, IReadOnlyList<(Leftover Item, string Reason)> Left)
{
    /// <summary>There was nothing to do.</summary>
    public static CleanUpResult Nothing { get; } = new(0, 0, []);
}
