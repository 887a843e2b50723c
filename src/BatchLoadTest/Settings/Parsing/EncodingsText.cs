namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads a list of compressions, such as <c>gzip,br</c>.</summary>
public static class EncodingsText
{
    /// <summary>Reads it as the value of a header.</summary>
    public static Parsed<string> Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        return
            names.All(name => name is "gzip" or "deflate" or "br")
            && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? Parsed.Ok(string.Join(", ", names))
            : Parsed.Bad<string>("must be gzip, deflate or br, or several with commas");
    }
}
