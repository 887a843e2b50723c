namespace BatchLoadTest.Page.Session;

/// <summary>What came of something that was asked of the page.</summary>
/// <param name="Success">Whether it is done.</param>
/// <param name="Message">What was done, or why not.</param>
internal sealed record PageAnswer(bool Success, string Message)
{
    /// <summary>Errors of settings that came from the page, one each; none where something else speaks against it.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
