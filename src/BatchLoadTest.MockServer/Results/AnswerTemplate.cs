using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Results;

/// <summary>
/// The body that answers rows of one kind: fixed bytes with a few places between them for what is the row's own. So a
/// line is written without building JSON, and its length is known without writing it.
/// </summary>
internal sealed class AnswerTemplate
{
    private const char Mark = '$';

    /// <summary>As an id is written.</summary>
    private const int IdLength = 16;

    /// <summary>Beyond it they are made anew: files may name as many models as they have rows.</summary>
    private const int MostKept = 4096;

    private static readonly (string Name, AnswerSlot Slot)[] Names =
    [
        .. Enum.GetValues<AnswerSlot>().Select(slot => ($"{slot}".ToLowerInvariant(), slot)),
    ];

    /// <summary>They follow from kind and flag alone, so that all servers and batches share them.</summary>
    private static readonly ConcurrentDictionary<(RowKind Kind, bool HasUsage), AnswerTemplate> Known = new();

    private static int kept;

    private readonly byte[] text;
    private readonly (int At, AnswerSlot Slot)[] slots;
    private readonly VectorShape vectors;
    private readonly int vectorsLength;

    private AnswerTemplate(byte[] text, (int At, AnswerSlot Slot)[] slots, in VectorShape vectors)
    {
        this.text = text;
        this.slots = slots;
        this.vectors = vectors;
        vectorsLength = VectorText.LengthOf(vectors);
    }

    /// <summary>The body for rows of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="hasUsage">Whether it says what it used.</param>
    public static AnswerTemplate For(in RowKind kind, bool hasUsage)
    {
        // How long the rest of a row is plays no part in its answer.
        var key = (kind with { Around = 0 }, hasUsage);
        if (Known.TryGetValue(key, out var known))
        {
            return known;
        }

        if (Interlocked.Increment(ref kept) > MostKept)
        {
            Known.Clear();
            Interlocked.Exchange(ref kept, 1);
        }

        return Known[key] = New(kind, hasUsage);
    }

    /// <summary>Adds the body to a line.</summary>
    public void Write(ref Utf8Line line, in RowAnswer answer)
    {
        var from = 0;
        foreach (var (at, slot) in slots)
        {
            line.Add(text.AsSpan(from..at));
            from = at;
            switch (slot)
            {
                case AnswerSlot.Id:
                    line.AddHex(answer.Id);
                    break;
                case AnswerSlot.Vectors:
                    VectorText.Write(ref line, vectors);
                    break;
                default:
                    line.AddNumber(answer.In(slot));
                    break;
            }
        }

        line.Add(text.AsSpan(from));
    }

    /// <summary>How long the body is, in bytes.</summary>
    public int LengthOf(in RowAnswer answer)
    {
        var length = text.Length;
        foreach (var (_, slot) in slots)
        {
            length += slot switch
            {
                AnswerSlot.Id => IdLength,
                AnswerSlot.Vectors => vectorsLength,
                _ => Utf8Line.DigitsOf(answer.In(slot)),
            };
        }

        return length;
    }

    private static AnswerTemplate New(in RowKind kind, bool hasUsage)
    {
        var isStreamed = AnswerTexts.IsStreamed(kind);
        var model = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(kind.Model);
        var places = new List<(int At, AnswerSlot Slot)>();
        using var bytes = new MemoryStream();
        var rest = AnswerTexts.Of(kind, hasUsage).AsSpan();
        Add(isStreamed ? "\"" : "");
        while (rest.IndexOf(Mark) is >= 0 and var mark)
        {
            Add(Escaped(rest[..mark].ToString()));
            rest = rest[(mark + 1)..];
            var (name, slot) = NameAt(rest);
            rest = rest[name.Length..];
            if (slot == AnswerSlot.Model)
            {
                Add(Escaped(model));
            }
            else
            {
                places.Add(((int)bytes.Length, slot));
            }
        }

        Add(Escaped(rest.ToString()));
        Add(isStreamed ? "\"" : "");
        return new AnswerTemplate(bytes.ToArray(), [.. places], kind.Vectors);

        // What comes in chunks stands in the line as a string.
        string Escaped(string part) => isStreamed ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(part) : part;

        void Add(string part) => bytes.Write(Encoding.UTF8.GetBytes(part));
    }

    private static (string Name, AnswerSlot Slot) NameAt(ReadOnlySpan<char> text)
    {
        foreach (var known in Names)
        {
            if (text.StartsWith(known.Name, StringComparison.Ordinal))
            {
                return known;
            }
        }

        throw new InvalidOperationException($"An answer's text has no such place: {text}");
    }
}
