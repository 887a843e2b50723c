using System.Buffers.Text;
using System.Globalization;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>The ids of generated rows: <c>request-00000001</c> and so on; found by reading the number.</summary>
internal sealed class NumberedIds(int count) : IRowIds
{
    private const int Digits = 8;

    private static ReadOnlySpan<byte> Prefix => "request-"u8;

    public int Count => count;

    public bool TryFind(ReadOnlySpan<byte> customId, out int row)
    {
        row = -1;
        if (
            customId.Length != Prefix.Length + Digits
            || !customId.StartsWith(Prefix)
            || !Utf8Parser.TryParse(customId[Prefix.Length..], out uint number, out var read)
            || read != Digits
            || number < 1
            || number > count
        )
        {
            return false;
        }

        row = (int)number - 1;
        return true;
    }

    public string IdOf(int row) => string.Create(CultureInfo.InvariantCulture, $"request-{row + 1:D8}");

    /// <summary>Writes the id of a row; returns its length.</summary>
    public static int Write(int row, Span<byte> target)
    {
        Prefix.CopyTo(target);
        var number = row + 1;
        for (var digit = Digits - 1; digit >= 0; digit--)
        {
            target[Prefix.Length + digit] = (byte)('0' + (number % 10));
            number /= 10;
        }

        return Prefix.Length + Digits;
    }
}
