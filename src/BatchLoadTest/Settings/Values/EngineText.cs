namespace BatchLoadTest.Settings.Values;

/// <summary>Reads the name of a load engine.</summary>
public static class EngineText
{
    /// <summary>The engine that is always there.</summary>
    public const string BuiltIn = "builtin";

    private const string NBomber = "nbomber";

    /// <summary>Reads a name; an engine that exists but is not in this build gets its own words.</summary>
    public static Parsed<string> Parse(string text) =>
        text.Trim().ToUpperInvariant() switch
        {
            "BUILTIN" => Parsed.Ok(BuiltIn),
            "NBOMBER" => Parsed.Bad<string>($"this build does not hold {NBomber}; use {BuiltIn}"),
            _ => Parsed.Bad<string>($"must be {BuiltIn}"),
        };
}
