using System.Buffers;
using System.Buffers.Text;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>Adds bytes to an output and counts them.</summary>
internal ref struct Utf8Line(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> output = output;

    public int Length { get; private set; }

    public void Add(scoped ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        Length += bytes.Length;
    }

    /// <summary>Adds a number as 16 hexadecimal digits.</summary>
    public void AddHex(ulong number)
    {
        const int digits = 16;
        var format = new StandardFormat('x', digits);
        Utf8Formatter.TryFormat(number, output.GetSpan(digits), out var written, format);
        output.Advance(written);
        Length += written;
    }

    /// <summary>Adds a number that is not negative, in decimal digits.</summary>
    public void AddNumber(long number)
    {
        const int most = 20;
        Utf8Formatter.TryFormat(number, output.GetSpan(most), out var written);
        output.Advance(written);
        Length += written;
    }

    /// <summary>How many digits <see cref="AddNumber"/> adds.</summary>
    public static int DigitsOf(long number)
    {
        var digits = 1;
        while (number >= 10)
        {
            number /= 10;
            digits++;
        }

        return digits;
    }
}
