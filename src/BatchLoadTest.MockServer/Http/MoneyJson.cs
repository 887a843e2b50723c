using System.Globalization;
using System.Text.Json;

namespace BatchLoadTest.MockServer.Http;

/// <summary>Writes amounts of money.</summary>
internal static class MoneyJson
{
    /// <summary>As a string, so that no digit is lost where numbers are floating.</summary>
    public static void WriteMoney(this Utf8JsonWriter json, string name, decimal amount) =>
        json.WriteString(name, amount.ToString(CultureInfo.InvariantCulture));
}
