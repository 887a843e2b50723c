using System.Text;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Tests.Support.Streams;

/// <summary>Keeps a downloaded body.</summary>
internal sealed class TextConsumer : IContentConsumer
{
    private readonly List<byte> bytes = [];

    public string Text => Encoding.UTF8.GetString([.. bytes]);

    public void Consume(ReadOnlySpan<byte> piece) => bytes.AddRange(piece);

    public string? Complete() => null;
}
