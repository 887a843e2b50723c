using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Statistics;

/// <summary>What was asked for of a run, as far as its figures rest on it.</summary>
public sealed record RunTerms
{
    /// <summary>Nothing is known.</summary>
    public static RunTerms None { get; } = new();

    /// <summary>Thresholds on the p95 of single steps.</summary>
    public StepLimits Limits { get; init; } = StepLimits.None;

    /// <summary>The load asked for; null where it is not known: then there is no steady part.</summary>
    public LoadProfile? Profile { get; init; }

    /// <summary>What tokens cost.</summary>
    public PriceList Prices { get; init; } = PriceList.None;
}
