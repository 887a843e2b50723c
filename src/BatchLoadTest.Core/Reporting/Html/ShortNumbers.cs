using System.Globalization;
using System.Text.Json;

namespace BatchLoadTest.Reporting.Html;

/// <summary>Numbers of charts, as short as what was measured allows.</summary>
internal static class ShortNumbers
{
    /// <summary>
    /// Writes a number to four significant digits, or null: histograms have three, and a page holds tens of thousands of
    /// these numbers.
    /// </summary>
    public static void WriteShortNumberValue(this Utf8JsonWriter json, double? number)
    {
        if (number is { } value && double.IsFinite(value))
        {
            json.WriteNumberValue(decimal.Parse(value.ToString("G4"), NumberStyles.Float));
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
