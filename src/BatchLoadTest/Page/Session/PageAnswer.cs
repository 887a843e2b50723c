namespace BatchLoadTest.Page.Session;

/// <summary>What came of something that was asked of the page.</summary>
/// <param name="Success">Whether it is done.</param>
/// <param name="Message">What was done, or why not.</param>
internal sealed record PageAnswer(bool Success, string Message);
