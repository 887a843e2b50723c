using System.Net;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the address that the page listens on.</summary>
public static class WebHostText
{
    /// <summary>Every address of this machine.</summary>
    public const string All = "*";

    /// <summary>An IP address, <c>localhost</c>, or <c>*</c>.</summary>
    public static Parsed<string> Parse(string text)
    {
        var trimmed = text.Trim();
        return trimmed is All or "localhost" || IPAddress.TryParse(trimmed.Trim('[', ']'), out _)
            ? Parsed.Ok(trimmed.Trim('[', ']'))
            : Parsed.Bad<string>("must be an IP address, localhost, or * for all");
    }
}
