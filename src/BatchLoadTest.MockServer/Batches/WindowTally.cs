using BatchLoadTest.MockServer.Counting;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Adds up what became of batches by their completion window. Not safe for several threads at once.</summary>
internal sealed class WindowTally
{
    private static readonly MockWindowCounts None = new(Created: 0, Rows: 0, Completed: 0, Expired: 0);

    private readonly Dictionary<string, MockWindowCounts> windows;

    public WindowTally()
        : this([]) { }

    private WindowTally(IEnumerable<KeyValuePair<string, MockWindowCounts>> windows) =>
        this.windows = new Dictionary<string, MockWindowCounts>(windows, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, MockWindowCounts> Counts => windows;

    public WindowTally Copy() => new(windows);

    public void AddCreated(string window, int rows)
    {
        var name = NameOf(window);
        var known = windows.GetValueOrDefault(name, None);
        windows[name] = known with { Created = known.Created + 1, Rows = known.Rows + rows };
    }

    public void AddCompleted(string window)
    {
        var name = NameOf(window);
        var known = windows.GetValueOrDefault(name, None);
        windows[name] = known with { Completed = known.Completed + 1 };
    }

    public void AddExpired(string window)
    {
        var name = NameOf(window);
        var known = windows.GetValueOrDefault(name, None);
        windows[name] = known with { Expired = known.Expired + 1 };
    }

    private string NameOf(string window) =>
        windows.ContainsKey(window) || windows.Count < MockWindowCounts.MostWindows ? window : MockWindowCounts.Others;
}
