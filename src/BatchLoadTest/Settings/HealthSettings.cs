namespace BatchLoadTest.Settings;

/// <summary>Which page is asked whether it is well.</summary>
public sealed record HealthSettings
{
    /// <summary>Address of the page.</summary>
    public required Uri Page { get; init; }
}
