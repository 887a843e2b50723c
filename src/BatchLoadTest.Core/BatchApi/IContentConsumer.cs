namespace BatchLoadTest.BatchApi;

/// <summary>Takes a downloaded body piece by piece.</summary>
public interface IContentConsumer
{
    /// <summary>The service itself says that the content is not all there is (<c>X-Incomplete: true</c>).</summary>
    void NoteIncomplete() { }

    /// <summary>What the service says is the line at which it ends (<c>X-Last-Line</c>), in its own words.</summary>
    void NoteLastLine(string line) { }

    /// <summary>Takes the next piece; the span is not to be kept.</summary>
    void Consume(ReadOnlySpan<byte> piece);

    /// <summary>The body has come to its proper end. Returns null, or why it is not what was asked for.</summary>
    string? Complete();
}
