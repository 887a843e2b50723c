namespace BatchLoadTest.Page.Live;

/// <summary>Figures as a page is sent them.</summary>
/// <param name="Json">An object of JSON in UTF-8.</param>
/// <param name="Points">Points of the timeline that a page has afterwards.</param>
/// <param name="SecondsPerPoint">Seconds that each stands for.</param>
internal sealed record LiveMessage(byte[] Json, int Points, long SecondsPerPoint)
{
    /// <summary>Nothing.</summary>
    public static LiveMessage None { get; } = new([], 0, 0);
}
