namespace BatchLoadTest.BatchApi;

/// <summary>One page of a list of files or batches.</summary>
/// <param name="Items">Those of its items that have an id.</param>
/// <param name="After">From where the next page goes on; null where there is none.</param>
public sealed record ListPage(IReadOnlyList<ListedObject> Items, string? After)
{
    /// <summary>Whether the service says that there is more; null where it does not say.</summary>
    public bool? HasMore { get; init; }
}
