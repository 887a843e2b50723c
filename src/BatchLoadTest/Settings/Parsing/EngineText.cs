using BatchLoadTest.Engines;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the name of a load engine.</summary>
public static class EngineText
{
    /// <summary>The engine that is always there.</summary>
    public const string BuiltIn = "builtin";

    /// <summary>The engine that has to be built in.</summary>
    public const string NBomber = "nbomber";

    /// <summary>Reads a name; an engine that exists but is not in this build gets its own words.</summary>
    public static Parsed<string> Parse(string text) => Parse(text, LoadEngines.Names);

    /// <summary>The same for a build that holds the engines <paramref name="known"/>.</summary>
    public static Parsed<string> Parse(string text, IReadOnlyList<string> known)
    {
        var asked = text.Trim();
        if (known.FirstOrDefault(name => name.Equals(asked, StringComparison.OrdinalIgnoreCase)) is { } name)
        {
            return Parsed.Ok(name);
        }

        return asked.Equals(NBomber, StringComparison.OrdinalIgnoreCase)
            ? Parsed.Bad<string>(
                $"this build does not hold {NBomber}; build it in with 'dotnet build src/BatchLoadTest -c Release "
                    + $"-p:WithNBomber=true' (it needs a licence of your own), or use {BuiltIn}"
            )
            : Parsed.Bad<string>($"must be {Words.Either(known)}");
    }
}
