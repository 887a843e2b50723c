using BatchLoadTest.Authentication;
using BatchLoadTest.Load;
using BatchLoadTest.Results;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Settings;
using BatchLoadTest.Views;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Runs;

/// <summary>What a run is given.</summary>
/// <param name="Settings">What it is asked to do.</param>
/// <param name="Host">The service, or the mock server that was started for it.</param>
/// <param name="RunId">Its name.</param>
/// <param name="Data">What users upload.</param>
/// <param name="Results">Where its files go.</param>
/// <param name="Control">How it is ended.</param>
/// <param name="View">Where a person sees it.</param>
/// <param name="TimeProvider">Its time.</param>
/// <param name="Logger">Its log.</param>
/// <param name="Observer">Who else watches it and may change it; null for nobody.</param>
internal sealed record RunContext(
    RunSettings Settings,
    Uri Host,
    string RunId,
    IRequestData Data,
    ResultsFolder Results,
    RunControl Control,
    IRunView View,
    TimeProvider TimeProvider,
    ILogger Logger,
    IRunObserver? Observer
)
{
    /// <summary>How its key is shared with other processes, ready to be used; null where it is not.</summary>
    public KeyExchange? Exchange { get; init; }

    /// <summary>What a reader of its report must know that was found before its start, a line each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>What is left of its plan at this moment.</summary>
    public LoadPlan PlanFromNow() => new CommonPlan(Settings.Start, Settings.Load).From(TimeProvider.GetUtcNow());
}
