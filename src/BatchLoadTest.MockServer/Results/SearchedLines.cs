using System.Buffers;
using System.Text.Json;
using BatchLoadTest.MockServer.Http;

namespace BatchLoadTest.MockServer.Results;

/// <summary>Of some lines those whose <c>custom_id</c> has a text in it, in capitals or not. Whoever made them disposes them.</summary>
internal sealed class SearchedLines(IContentLines all, string wanted) : IContentLines
{
    private readonly PooledBuffer line = new();

    public bool MoveNext()
    {
        while (all.MoveNext())
        {
            line.Clear();
            all.Write(line);
            if (CustomId()?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }

    public void Write(IBufferWriter<byte> output) => output.Write(line.Written.Span);

    public void Dispose() => line.Dispose();

    // Null where the line has none, or is broken.
    private string? CustomId()
    {
        try
        {
            using var row = JsonDocument.Parse(line.Written.TrimEnd((byte)'\n'));
            return row.RootElement.Text("custom_id");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
