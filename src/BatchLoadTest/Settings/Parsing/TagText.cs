namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads a label of the run, <c>key=value</c>.</summary>
public static class TagText
{
    /// <summary>Reads a label; the value may be empty and may hold further signs of equality.</summary>
    public static Parsed<KeyValuePair<string, string>> Parse(string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && !string.IsNullOrWhiteSpace(parts[0]) && !text.Any(char.IsControl)
            ? Parsed.Ok(KeyValuePair.Create(parts[0].Trim(), parts[1].Trim()))
            : Parsed.Bad<KeyValuePair<string, string>>("must be written key=value");
    }
}
