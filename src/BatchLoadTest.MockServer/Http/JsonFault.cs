using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace BatchLoadTest.MockServer.Http;

/// <summary>
/// Why a client's text is no JSON, as the control layer's JSON reader, Rust's serde, says it. All of it is looked through before it is
/// read: .NET's reader takes texts that are no Unicode, and fails with another exception once one of them is asked for.
/// </summary>
internal static class JsonFault
{
    /// <summary>A backslash, a <c>u</c> and four digits.</summary>
    private const int EscapeLength = 6;

    /// <summary>What is wrong with the characters of a text, in bytes or in escapes; null if nothing is.</summary>
    public static string? InCharactersOf(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return "invalid unicode code point" + PlaceOf(json, FirstBadByte(json) + 1);
        }

        var lone = LoneSurrogate(json);
        return lone < 0 ? null : "lone leading surrogate in hex escape" + PlaceOf(json, lone + EscapeLength);
    }

    /// <summary>What .NET's reader found.</summary>
    public static string Of(JsonException found, ReadOnlySpan<byte> json)
    {
        var line = (int)(found.LineNumber ?? 0);
        var column = (int)(found.BytePositionInLine ?? 0);
        var lines = json.Count((byte)'\n');
        var isAtEnd = line > lines || (line == lines && column >= json.Length - (json.LastIndexOf((byte)'\n') + 1));
        return isAtEnd
            ? "EOF while parsing a value" + PlaceOf(json, json.Length)
            : $"expected value at line {line + 1} column {column + 1}";
    }

    // After so many bytes.
    private static string PlaceOf(ReadOnlySpan<byte> json, int length)
    {
        var before = json[..length];
        return $" at line {before.Count((byte)'\n') + 1} column {length - (before.LastIndexOf((byte)'\n') + 1)}";
    }

    private static int FirstBadByte(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    // Where half a pair is escaped, or -1. Escapes stand in strings only, and the halves of a pair one behind the other.
    private static int LoneSurrogate(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
        {
            return -1;
        }

        var at = 0;
        while (json[at..].IndexOf((byte)'\\') is >= 0 and var next)
        {
            at += next;
            var unit = EscapedAt(json, at);
            if (!char.IsSurrogate(unit))
            {
                // Past what is escaped, which may be a backslash.
                at = Math.Min(at + 2, json.Length);
                continue;
            }

            if (!char.IsSurrogatePair(unit, EscapedAt(json, at + EscapeLength)))
            {
                return at;
            }

            at += 2 * EscapeLength;
        }

        return -1;
    }

    // The character that an escape by number stands for; none where there is no such escape.
    private static char EscapedAt(ReadOnlySpan<byte> json, int at)
    {
        const int digits = 4;
        var isEscape = json.Length >= at + EscapeLength && json[at..].StartsWith("\\u"u8);
        return
            isEscape
            && Utf8Parser.TryParse(json.Slice(at + 2, digits), out ushort unit, out var read, 'x')
            && read == digits
            ? (char)unit
            : '\0';
    }
}
