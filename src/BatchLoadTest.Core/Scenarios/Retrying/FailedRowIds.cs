using System.Text.Json;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.Retrying;

/// <summary>Reads from an error file which requests a batch made of its failed rows: the <c>id</c> of each line.</summary>
public sealed class FailedRowIds : IContentConsumer
{
    /// <summary>Rows that are named at most; those behind them stay as they are.</summary>
    public const int Most = 10_000;

    // What stands before the request's own id in a line of the control layer.
    private const string LinePrefix = "batch_req_";

    private readonly List<string> ids = [];
    private readonly LineSplitter lines;
    private readonly LineSplitter.LineHandler take;

    /// <summary>For one download.</summary>
    /// <param name="maxLine">Longest line in bytes; a longer one names nothing.</param>
    public FailedRowIds(int maxLine)
    {
        lines = new LineSplitter(maxLine, (_, _) => { });
        take = Take;
    }

    /// <summary>What was named, in order.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> piece) => lines.Consume(piece, take);

    /// <inheritdoc/>
    public string? Complete()
    {
        lines.Complete(take);
        return null;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (ids.Count < Most && IdOf(line) is { Length: > 0 } id)
        {
            ids.Add(id.StartsWith(LinePrefix, StringComparison.Ordinal) ? id[LinePrefix.Length..] : id);
        }
    }

    private static string? IdOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(ByteOrderMark.Skip(line));
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isId = json.ValueTextEquals("id"u8);
                json.Read();
                if (isId)
                {
                    return json.TokenType == JsonTokenType.String ? json.GetString() : null;
                }

                json.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A line that is none, or a text that is none: the check of the results says so.
        }

        return null;
    }
}
