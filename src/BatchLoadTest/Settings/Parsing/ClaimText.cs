using System.Globalization;
using System.Text.RegularExpressions;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>
/// Reads how a mock server takes up work: <c>4batches,100rows/1s</c>, at most so many batches and rows each interval; one
/// of the two may be left out.
/// </summary>
public static partial class ClaimText
{
    /// <summary>Most of either.</summary>
    private const int Largest = 1_000_000;

    /// <summary>Reads one.</summary>
    public static Parsed<ClaimPlan> Parse(string text)
    {
        var match = Pattern().Match(text.Trim());
        return
            match.Success
            && TryRead(match.Groups["batches"], out var batches)
            && TryRead(match.Groups["rows"], out var rows)
            && DurationText.TryRead(match.Groups["interval"].Value, out var interval)
            && interval > TimeSpan.Zero
            ? Parsed.Ok(new ClaimPlan(batches, rows, interval))
            : Parsed.Bad<ClaimPlan>(
                $"must be batches, rows or both (1 to {Largest:N0}) each interval above zero, such as 4batches,100rows/1s"
            );
    }

    private static bool TryRead(Group group, out int? count)
    {
        count = null;
        if (!group.Success)
        {
            return true;
        }

        count = int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
        return count is >= 1 and <= Largest;
    }

    [GeneratedRegex(
        """
            ^(?:
              (?<batches>[0-9]+)\s*batch(es)? (\s*,\s*(?<rows>[0-9]+)\s*rows?)? |
              (?<rows>[0-9]+)\s*rows? (\s*,\s*(?<batches>[0-9]+)\s*batch(es)?)?
            )\s*/(?<interval>.+)\z
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Pattern();
}
