using BatchLoadTest.Results;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Views;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Runs;

/// <summary>What a run is composed from. Only composing reads it (<see cref="RunParts"/>): a part is given what it needs.</summary>
internal sealed record RunInputs
{
    /// <summary>What it is asked to do.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>The service, or the mock server that was started for it.</summary>
    public required Uri Host { get; init; }

    /// <summary>Its name.</summary>
    public required string RunId { get; init; }

    /// <summary>What users upload.</summary>
    public required ClassMix Data { get; init; }

    /// <summary>Where its files go.</summary>
    public required ResultsFolder Results { get; init; }

    /// <summary>How it is ended.</summary>
    public required RunControl Control { get; init; }

    /// <summary>Where a person sees it.</summary>
    public required IRunView View { get; init; }

    /// <summary>Its time.</summary>
    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Its log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Who else watches it and may change it; null for nobody.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>With whom this process applies the load; null for nobody.</summary>
    public RunTeam? Team { get; init; }

    /// <summary>What runs before it have left in its folder.</summary>
    public EarlierRuns Earlier { get; init; } = EarlierRuns.None;
}
