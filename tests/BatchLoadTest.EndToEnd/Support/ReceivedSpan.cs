namespace BatchLoadTest.EndToEnd.Support;

/// <summary>One span as a collector received it; ids in hexadecimal, attributes as <c>name=value</c>.</summary>
internal sealed record ReceivedSpan(
    string Trace,
    string Id,
    string Parent,
    string Name,
    bool IsError,
    IReadOnlyList<string> Attributes
)
{
    /// <summary>The value of an attribute; null where it has none of that name.</summary>
    public string? Value(string name) =>
        Attributes
            .FirstOrDefault(attribute => attribute.StartsWith($"{name}=", StringComparison.Ordinal))
            ?[(name.Length + 1)..];
}
