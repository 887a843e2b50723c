namespace BatchLoadTest.Settings;

/// <summary>Which checks of services are put side by side, and what comes of it.</summary>
internal sealed record CheckMatrixSettings
{
    /// <summary>The files, or the folders that they are in; a column each.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Also what is the same everywhere.</summary>
    public bool All { get; init; }

    /// <summary>Whether JSON is printed for another program.</summary>
    public bool Json { get; init; }

    /// <summary>File for the table as Markdown; null for none.</summary>
    public string? Markdown { get; init; }
}

/// <summary>What the <c>check</c> command is asked to do: one of the two.</summary>
/// <param name="Check">Look at a service.</param>
/// <param name="Matrix">Compare what was seen.</param>
internal sealed record CheckRequest(CheckSettings? Check, CheckMatrixSettings? Matrix);
