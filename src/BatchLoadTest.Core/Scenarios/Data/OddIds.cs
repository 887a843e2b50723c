namespace BatchLoadTest.Scenarios.Data;

/// <summary>Ids of a data file that share something odd: how many, and the first.</summary>
internal readonly record struct OddIds(long Count, long FirstLine, string? First)
{
    /// <summary>With one more; its text is kept only of the first.</summary>
    public OddIds With(long line, string text) => Count == 0 ? new(1, line, text) : this with { Count = Count + 1 };

    /// <summary>One line that says so; none where there are none.</summary>
    public IEnumerable<string> Words(string path, string what) =>
        Count == 0 ? []
        : Count == 1 ? [$"{path}: line {FirstLine} has a {what} ({First})"]
        : [$"{path}: {Count:N0} lines have a {what}; the first is line {FirstLine} ({First})"];
}
