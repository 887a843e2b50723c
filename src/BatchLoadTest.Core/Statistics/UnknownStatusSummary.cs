namespace BatchLoadTest.Statistics;

/// <summary>What was seen of status words that this program does not know.</summary>
/// <param name="Noticed">Batches that went through such a word and then to a known end, or were cut off at one that others went through.</param>
/// <param name="NoticedWords">The words of those, the first few, in the order in which they were seen.</param>
/// <param name="EndlessWords">The words that no known end followed, likewise.</param>
public sealed record UnknownStatusSummary(
    long Noticed,
    IReadOnlyList<string> NoticedWords,
    IReadOnlyList<string> EndlessWords
)
{
    /// <summary>Nothing unknown.</summary>
    public static UnknownStatusSummary None { get; } = new(0, [], []);
}
