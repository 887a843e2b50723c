using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads sizes: <c>4KB</c> is 4,000 bytes, <c>4KiB</c> 4,096; a bare number is bytes.</summary>
public static partial class SizeText
{
    private const long Largest = 1_000_000_000_000;

    /// <summary>Reads a size of at least one byte and at most a terabyte.</summary>
    public static Parsed<long> Parse(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (
            match.Success
            && decimal.TryParse(
                match.Groups["number"].ValueSpan,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number <= Largest
            && number * Bytes(match.Groups["unit"].Value) is >= 1 and <= Largest and var size
        )
        {
            return Parsed.Ok((long)size);
        }

        return Parsed.Bad<long>("must be a size such as 500000, 4KB, 100MB or 1GiB, at most 1000GB");
    }

    private static long Bytes(string unit) =>
        unit.ToUpperInvariant() switch
        {
            "KB" => 1000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "KIB" => 1L << 10,
            "MIB" => 1L << 20,
            "GIB" => 1L << 30,
            _ => 1,
        };

    [GeneratedRegex(
        @"^(?<number>[0-9]+(\.[0-9]+)?) ?(?<unit>B|[KMG]i?B)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
    )]
    private static partial Regex Pattern();
}
