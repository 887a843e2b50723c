using System.Buffers.Text;
using System.Text;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>The JSON of a generated row around its text, as its endpoint wants it.</summary>
internal sealed class RowLayout
{
    private const int IdLength = 16;

    private readonly byte[] afterId;
    private readonly byte[] beforeText;
    private readonly byte[] tail;

    public RowLayout(string model, string endpoint)
    {
        var (maxTokens, before, after) = PartsOf(endpoint);
        HasMaxTokens = maxTokens.Length > 0;
        afterId = Encoding.UTF8.GetBytes(
            $"\",\"method\":\"POST\",\"url\":\"{Json(endpoint)}\",\"body\":{{\"model\":\"{Json(model)}\",{maxTokens}"
        );
        beforeText = Encoding.UTF8.GetBytes(before);
        tail = Encoding.UTF8.GetBytes(after + "}\n");
    }

    /// <summary>Whether a row says how many tokens its answer may have.</summary>
    public bool HasMaxTokens { get; }

    /// <summary>What follows the text; longer than <see cref="Prompts.PromptText.Slack"/>.</summary>
    public ReadOnlySpan<byte> Tail => tail;

    private static ReadOnlySpan<byte> Head => "{\"custom_id\":\""u8;

    /// <summary>Whether rows for an endpoint say how many tokens their answer may have.</summary>
    public static bool AsksForTokens(string endpoint) => PartsOf(endpoint).MaxTokens.Length > 0;

    /// <summary>Bytes of a row without its text.</summary>
    public int Around(int tagLength, int maxTokens) =>
        Head.Length
        + IdLength
        + tagLength
        + afterId.Length
        + (HasMaxTokens ? DigitsOf(maxTokens) : 0)
        + beforeText.Length
        + tail.Length;

    /// <summary>Writes what comes before the text; returns its length.</summary>
    // {"custom_id":"request-0000001~tag","method":…,"max_tokens":16,"messages":[{"role":"user","content":"
    public int WriteBefore(Span<byte> target, int row, ReadOnlySpan<byte> tag, int maxTokens)
    {
        Head.CopyTo(target);
        var position = Head.Length;
        position += NumberedIds.Write(row, target[position..]);
        tag.CopyTo(target[position..]);
        position += tag.Length;
        afterId.CopyTo(target[position..]);
        position += afterId.Length;
        if (HasMaxTokens)
        {
            Utf8Formatter.TryFormat(maxTokens, target[position..], out var digits);
            position += digits;
        }

        beforeText.CopyTo(target[position..]);
        return position + beforeText.Length;
    }

    private static (string MaxTokens, string Before, string After) PartsOf(string endpoint) =>
        endpoint.EndsWith("/embeddings", StringComparison.Ordinal) ? ("", "\"input\":\"", "\"}")
        : endpoint.EndsWith("/responses", StringComparison.Ordinal) ? ("\"max_output_tokens\":", ",\"input\":\"", "\"}")
        : endpoint.EndsWith("/completions", StringComparison.Ordinal)
        && !endpoint.EndsWith("/chat/completions", StringComparison.Ordinal)
            ? ("\"max_tokens\":", ",\"prompt\":\"", "\"}")
        : ("\"max_tokens\":", ",\"messages\":[{\"role\":\"user\",\"content\":\"", "\"}]}");

    private static int DigitsOf(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
        {
            digits++;
        }

        return digits;
    }

    private static string Json(string value) => System.Text.Json.JsonEncodedText.Encode(value).ToString();
}
