using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>
/// Writes an input row as the control layer gives it back: the four members it knows in its own order, the body's
/// members sorted by name, and the body's <c>priority</c> gone. A client that compares bytes finds out here.
/// </summary>
internal sealed class RowRewriter
{
    private readonly List<Member> members = [];

    public void Write(IBufferWriter<byte> output, ReadOnlyMemory<byte> row)
    {
        var span = row.Span;
        var (id, method, url) = Read(row);
        var line = new Utf8Line(output);
        line.Add("{\"custom_id\":"u8);
        line.Add(span[id]);
        line.Add(",\"method\":"u8);
        line.Add(span[method]);
        line.Add(",\"url\":"u8);
        line.Add(span[url]);
        line.Add(",\"body\":{"u8);
        WriteBody(ref line, span);
        line.Add("}}\n"u8);
    }

    /// <summary>Writes the body of a row.</summary>
    public void WriteBody(ref Utf8Line line, ReadOnlyMemory<byte> row)
    {
        Read(row);
        line.Add("{"u8);
        WriteBody(ref line, row.Span);
        line.Add("}"u8);
    }

    // Finds the members, those of the body sorted.
    private (Range Id, Range Method, Range Url) Read(ReadOnlyMemory<byte> row)
    {
        var json = new Utf8JsonReader(row.Span, RowRules.Json);
        Range id = default,
            method = default,
            url = default;
        members.Clear();
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("custom_id"u8))
            {
                id = ReadValue(ref json);
            }
            else if (json.ValueTextEquals("method"u8))
            {
                method = ReadValue(ref json);
            }
            else if (json.ValueTextEquals("url"u8))
            {
                url = ReadValue(ref json);
            }
            else if (json.ValueTextEquals("body"u8))
            {
                ReadBody(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        members.Sort((a, b) => row.Span[a.Name].SequenceCompareTo(row.Span[b.Name]));
        return (id, method, url);
    }

    private void WriteBody(ref Utf8Line line, ReadOnlySpan<byte> row)
    {
        var isFirst = true;
        foreach (var member in members)
        {
            line.Add(isFirst ? "\""u8 : ",\""u8);
            line.Add(row[member.Name]);
            line.Add("\":"u8);
            line.Add(row[member.Value]);
            isFirst = false;
        }
    }

    private void ReadBody(ref Utf8JsonReader json)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)json.TokenStartIndex + 1;
            var name = start..(start + json.ValueSpan.Length);
            var isDropped = json.ValueTextEquals("priority"u8);
            var value = ReadValue(ref json);
            if (!isDropped)
            {
                members.Add(new Member(name, value));
            }
        }
    }

    private static Range ReadValue(ref Utf8JsonReader json)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return start..(int)json.BytesConsumed;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Member(Range Name, Range Value);
}
