namespace BatchLoadTest.Checks;

/// <summary>What a check is about.</summary>
/// <param name="Id">Its group and its name: <c>preflight.tls</c>.</param>
/// <param name="Requirement">What is required, in a few words.</param>
/// <param name="Worth">What it is worth.</param>
/// <param name="Source">Where that is written.</param>
public sealed record CheckInfo(string Id, string Requirement, CheckWorth Worth, string Source)
{
    /// <summary>What comes before the dot.</summary>
    public string Group => Id[..Id.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>What comes behind it.</summary>
    public string Name => Id[(Id.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
