namespace BatchLoadTest.Settings;

/// <summary>What the <c>check</c> command is asked to do.</summary>
internal sealed record CheckSettings
{
    /// <summary>The run that is to follow.</summary>
    public required RunSettings Run { get; init; }

    /// <summary>Checks that are wanted, by group, id or pattern; empty for all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>Those of them that are not.</summary>
    public required IReadOnlyList<string> Skip { get; init; }

    /// <summary>The key of another account; null where none is given. A secret.</summary>
    public string? SecondApiKey { get; init; }
}
