using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Results;

/// <summary>
/// The vectors of an answer, as the list's items. All are the beginning of one longest vector, so that they are written without
/// building anything and their length is known without writing them.
/// </summary>
internal static class VectorText
{
    private static ReadOnlySpan<float> Values => [0.5f, -0.25f, 0.125f, -0.0625f, 0.75f, -0.5f, 0.25f, -0.125f];

    /// <summary>The longest vector as numbers, with a comma behind each.</summary>
    private static readonly byte[] Numbers = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, VectorShape.MostDimensions).Select(i => NumberAt(i) + ","))
    );

    /// <summary>Where in <see cref="Numbers"/> each number ends.</summary>
    private static readonly int[] Ends = EndsOfNumbers();

    private static readonly byte[] Floats = LittleEndian();

    private static readonly byte[] Encoded = Encoding.ASCII.GetBytes(Convert.ToBase64String(Floats));

    private static ReadOnlySpan<byte> Head => "{\"object\":\"embedding\",\"index\":"u8;

    private static ReadOnlySpan<byte> Middle => ",\"embedding\":"u8;

    /// <summary>Adds all vectors of a row.</summary>
    public static void Write(ref Utf8Line line, in VectorShape shape)
    {
        for (var i = 0; i < shape.Inputs; i++)
        {
            line.Add(i == 0 ? ""u8 : ","u8);
            line.Add(Head);
            line.AddNumber(i);
            line.Add(Middle);
            if (shape.IsBase64)
            {
                AddEncoded(ref line, shape.Dimensions);
            }
            else
            {
                line.Add("["u8);
                line.Add(Numbers.AsSpan(0, Ends[shape.Dimensions - 1]));
                line.Add("]"u8);
            }

            line.Add("}"u8);
        }
    }

    /// <summary>How long they are, in bytes.</summary>
    public static int LengthOf(in VectorShape shape)
    {
        if (shape.Inputs == 0)
        {
            return 0;
        }

        const int quotes = 2;
        var vector = shape.IsBase64
            ? Base64.GetMaxEncodedToUtf8Length(BytesOf(shape.Dimensions))
            : Ends[shape.Dimensions - 1];
        var length = shape.Inputs - 1;
        for (var i = 0; i < shape.Inputs; i++)
        {
            length += Head.Length + Utf8Line.DigitsOf(i) + Middle.Length + quotes + vector + 1;
        }

        return length;
    }

    private static void AddEncoded(ref Utf8Line line, int dimensions)
    {
        // Three bytes are four characters; what is left of them at the end is padded.
        const int group = 3;
        const int characters = 4;
        var whole = BytesOf(dimensions) / group;
        Span<byte> padded = stackalloc byte[characters];
        Base64.EncodeToUtf8(Floats.AsSpan((whole * group)..BytesOf(dimensions)), padded, out _, out var written);
        line.Add("\""u8);
        line.Add(Encoded.AsSpan(0, whole * characters));
        line.Add(padded[..written]);
        line.Add("\""u8);
    }

    private static int BytesOf(int dimensions) => dimensions * sizeof(float);

    private static string NumberAt(int i) => Values[i % Values.Length].ToString(CultureInfo.InvariantCulture);

    private static int[] EndsOfNumbers()
    {
        var ends = new int[VectorShape.MostDimensions];
        var end = -1;
        for (var i = 0; i < ends.Length; i++)
        {
            end += NumberAt(i).Length + 1;
            ends[i] = end;
        }

        return ends;
    }

    private static byte[] LittleEndian()
    {
        var bytes = new byte[BytesOf(VectorShape.MostDimensions)];
        for (var i = 0; i < VectorShape.MostDimensions; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(BytesOf(i)), Values[i % Values.Length]);
        }

        return bytes;
    }
}
