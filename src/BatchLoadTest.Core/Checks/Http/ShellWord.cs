using System.Globalization;
using System.Text;

namespace BatchLoadTest.Checks.Http;

/// <summary>Text as one word of a shell's line.</summary>
internal static class ShellWord
{
    // A person repeats a request by hand; a body that is longer stands for itself.
    private const int Longest = 2_000;

    /// <summary>Bytes as <c>printf %b</c> reads them, in single quotes.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var each in bytes)
        {
            switch (each)
            {
                case (byte)'\\':
                    text.Append("\\\\");
                    break;
                case (byte)'\r':
                    text.Append("\\r");
                    break;
                case (byte)'\n':
                    text.Append("\\n");
                    break;
                case >= 0x20 and < 0x7f:
                    text.Append((char)each);
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $"\\x{each:x2}");
                    break;
            }
        }

        return Of(text.ToString());
    }

    /// <summary>In single quotes.</summary>
    public static string Of(string text)
    {
        var shown = text.Length <= Longest ? text : text[..Longest] + "…";
        return "'" + shown.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }
}
