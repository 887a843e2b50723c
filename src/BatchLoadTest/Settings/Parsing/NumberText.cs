using System.Globalization;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads numbers: digits and a point, so that "NaN", "1e999" and "1,5" are no numbers.</summary>
public static class NumberText
{
    /// <summary>A whole number between two limits, both allowed.</summary>
    public static ValueParser<int> Whole(int minimum, int maximum) =>
        text =>
            int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= minimum
            && number <= maximum
                ? Parsed.Ok(number)
                : Parsed.Bad<int>($"must be a whole number from {minimum} to {maximum:N0}");

    /// <summary>A whole number of 1 or more, however large.</summary>
    public static Parsed<long> Count(string text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? Parsed.Ok(number)
            : Parsed.Bad<long>("must be a whole number of 1 or more");

    /// <summary>A number above zero and at most <paramref name="maximum"/>.</summary>
    public static ValueParser<double> AboveZero(double maximum) =>
        text =>
            TryRead(text, out var number) && number > 0 && number <= maximum
                ? Parsed.Ok(number)
                : Parsed.Bad<double>($"must be a number above 0, at most {maximum:N0}");

    /// <summary>A number between two limits, both allowed.</summary>
    public static ValueParser<double> Between(double minimum, double maximum) =>
        text =>
            TryRead(text, out var number) && number >= minimum && number <= maximum
                ? Parsed.Ok(number)
                : Parsed.Bad<double>($"must be a number from {minimum} to {maximum:N0}");

    /// <summary>Reads digits with at most one point; the value is finite and not negative.</summary>
    public static bool TryRead(string text, out double number) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
