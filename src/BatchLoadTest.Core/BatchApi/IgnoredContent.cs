namespace BatchLoadTest.BatchApi;

/// <summary>Takes a body that does not matter, an empty one included.</summary>
public sealed class IgnoredContent : IContentConsumer
{
    /// <summary>The only one: it keeps nothing.</summary>
    public static IgnoredContent Instance { get; } = new();

    private IgnoredContent() { }

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> piece) { }

    /// <inheritdoc/>
    public string? Complete() => null;
}
