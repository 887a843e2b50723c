using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>What a search in a list has found.</summary>
/// <param name="Items">The run's own things that it did not know of.</param>
/// <param name="Problem">Why there may be more; null where the list was read as far as it had to be.</param>
internal sealed record LostFinds(IReadOnlyList<ListedObject> Items, string? Problem)
{
    /// <summary>Nothing was to be looked for.</summary>
    public static LostFinds Nothing { get; } = new([], Problem: null);
}
