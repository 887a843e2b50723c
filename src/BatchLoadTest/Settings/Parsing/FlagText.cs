namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads yes and no in the forms that environment files use.</summary>
public static class FlagText
{
    /// <summary>Reads true, 1, yes, on, false, 0, no or off, in any case.</summary>
    public static Parsed<bool> Parse(string text) =>
        text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" or "ON" => Parsed.Ok(true),
            "FALSE" or "0" or "NO" or "OFF" => Parsed.Ok(false),
            _ => Parsed.Bad<bool>("must be true or false"),
        };
}
