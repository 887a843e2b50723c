using BatchLoadTest.BatchApi.Dialects;

namespace BatchLoadTest.BatchApi;

/// <summary>A status as the service wrote it, and what it means.</summary>
/// <param name="State">What it means.</param>
/// <param name="Text">The service's own word; of a known one in this program's spelling.</param>
public readonly record struct BatchStatus(BatchState State, string Text)
{
    /// <summary>Whether a batch in this state changes no more.</summary>
    public bool IsTerminal =>
        State is BatchState.Completed or BatchState.Failed or BatchState.Expired or BatchState.Cancelled;

    /// <summary>Reads a status by the words of all services.</summary>
    public static BatchStatus Parse(ReadOnlySpan<byte> utf8) => StatusWords.Parse(utf8, []);
}
