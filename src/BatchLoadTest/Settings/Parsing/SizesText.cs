using System.Globalization;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads numbers of rows: <c>10,1000</c>.</summary>
internal static class SizesText
{
    private const int Most = 1_000_000;

    /// <summary>One or more different numbers of rows.</summary>
    public static Parsed<IReadOnlyList<int>> Parse(string text)
    {
        var parts = text.Split(',');
        List<int> sizes = [];
        foreach (var part in parts)
        {
            if (
                !int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                || size is < 1 or > Most
                || sizes.Contains(size)
            )
            {
                return Parsed.Bad<IReadOnlyList<int>>(
                    $"must be different numbers of rows, 1 to {Most:N0}, such as 10,1000"
                );
            }

            sizes.Add(size);
        }

        return Parsed.Ok<IReadOnlyList<int>>(sizes);
    }
}
