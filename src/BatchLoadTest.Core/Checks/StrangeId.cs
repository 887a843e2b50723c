using System.Globalization;

namespace BatchLoadTest.Checks;

/// <summary>An id of the kind that a service gives, and that it has not given.</summary>
internal static class StrangeId
{
    /// <summary>The same with other digits: services tell ids of another shape before they look for them.</summary>
    public static string Of(string id)
    {
        var other = string.Concat(
            id.Select(sign =>
                char.IsAsciiDigit(sign) ? ('9' - sign).ToString(CultureInfo.InvariantCulture) : sign.ToString()
            )
        );
        return other == id ? id + "0" : other;
    }
}
