using BatchLoadTest.Views;

namespace BatchLoadTest.Page.Session;

/// <summary>The last lines that the terminal was given, for the page. Callable from any thread.</summary>
internal sealed class PageLog(TimeProvider timeProvider)
{
    private const int MostLines = 500;

    private readonly Lock gate = new();
    private readonly Queue<PageLogLine> lines = new();
    private long count;

    /// <summary>Adds a note; one of several lines stays one.</summary>
    public void Add(NoteLevel level, string text)
    {
        lock (gate)
        {
            lines.Enqueue(new PageLogLine(++count, timeProvider.GetUtcNow(), level, text));
            if (lines.Count > MostLines)
            {
                lines.Dequeue();
            }
        }
    }

    /// <summary>The lines after the one of that number, the oldest first.</summary>
    public IReadOnlyList<PageLogLine> After(long number)
    {
        lock (gate)
        {
            return [.. lines.Where(line => line.Number > number)];
        }
    }
}
