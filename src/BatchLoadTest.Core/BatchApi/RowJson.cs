using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace BatchLoadTest.BatchApi;

/// <summary>How every line of input and result files is read: as UTF-8 that is valid throughout, and deep.</summary>
public static class RowJson
{
    /// <summary>
    /// Levels that JSON may be nested. The reader's own default of 64 is its choice and no rule of JSON; models answer
    /// deeper than that. What is deeper than this is taken for an attack.
    /// </summary>
    public const int MaxDepth = 1000;

    /// <summary>For every reader of JSON that a service has made of rows.</summary>
    public static JsonReaderOptions Options { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// Where in a line the first byte is that is no UTF-8, counted from 1; 0 where all is. The JSON reader looks at the
    /// bytes of a text only when somebody asks for the text, so that rows which no client can decode would pass.
    /// </summary>
    public static int InvalidUtf8(ReadOnlySpan<byte> line)
    {
        if (Utf8.IsValid(line))
        {
            return 0;
        }

        var position = 0;
        while (Rune.DecodeFromUtf8(line[position..], out _, out var length) == OperationStatus.Done)
        {
            position += length;
        }

        return position + 1;
    }

    /// <summary>What a reader's exception says, with the place in the line, counted in bytes from 1.</summary>
    public static string ProblemOf(Exception exception)
    {
        if (exception is not JsonException { BytePositionInLine: { } position } json)
        {
            return ErrorText.OneLine(exception.Message);
        }

        // The reader's own place is appended to its words: a line's number within the line, and bytes from 0.
        var words = json.Message;
        var place = words.IndexOf(" LineNumber:", StringComparison.Ordinal);
        words = ErrorText.OneLine(place < 0 ? words : words[..place]).TrimEnd('.');
        return $"{words} at byte {position + 1}";
    }
}
