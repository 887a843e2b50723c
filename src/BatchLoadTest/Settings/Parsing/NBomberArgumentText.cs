namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads an argument that is handed on to NBomber.</summary>
public static class NBomberArgumentText
{
    /// <summary>
    /// Reads <c>--NAME=VALUE</c>. What would give away the licence key or run another load than the one reported is
    /// refused. Addresses may hold passwords, so no text is shown.
    /// </summary>
    public static Parsed<string> Parse(string text)
    {
        var name = text.Split('=', 2)[0].ToUpperInvariant();
        return name switch
        {
            "--LICENSE" => Parsed.BadHidden<string>("the licence key comes from NBOMBER_LICENSE only"),
            "--CONFIG" => Parsed.BadHidden<string>(
                "NBomber's own configuration file would replace the load that is asked for here and reported"
            ),
            ['-', '-', not '-' and not '=', ..] when text.Contains('=', StringComparison.Ordinal) => Parsed.Ok(text),
            _ => Parsed.BadHidden<string>("must be written --NAME=VALUE, as NBomber's command line has it"),
        };
    }
}
