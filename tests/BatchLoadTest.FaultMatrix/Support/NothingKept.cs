using BatchLoadTest.BatchApi;

namespace BatchLoadTest.FaultMatrix.Support;

/// <summary>Takes a download and keeps nothing of it.</summary>
internal sealed class NothingKept : IContentConsumer
{
    public void Consume(ReadOnlySpan<byte> piece) { }

    public string? Complete() => null;
}
