using BatchLoadTest.Views;

namespace BatchLoadTest.Page.Session;

/// <summary>A line of the page's log.</summary>
/// <param name="Number">From 1, over the life of the process.</param>
/// <param name="At">When it was said.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">What was said.</param>
internal sealed record PageLogLine(long Number, DateTimeOffset At, NoteLevel Level, string Text);
