namespace BatchLoadTest.Settings;

/// <summary>What a run may use up before its load ends; null for no limit.</summary>
public sealed record BudgetSettings
{
    /// <summary>Rows of batches created.</summary>
    public long? MaxRows { get; init; }

    /// <summary>Tokens, as rows say them.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>What they cost by the prices given.</summary>
    public double? MaxCost { get; init; }

    /// <summary>Whether there is no limit.</summary>
    public bool IsNone => this == new BudgetSettings();
}
