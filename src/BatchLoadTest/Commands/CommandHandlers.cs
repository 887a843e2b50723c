using BatchLoadTest.Settings;

namespace BatchLoadTest.Commands;

/// <summary>What the commands do once their settings are read and right; each returns the exit code.</summary>
/// <param name="Run">The load test.</param>
/// <param name="Mock">The mock server alone.</param>
/// <param name="Report">Reports of recorded runs.</param>
/// <param name="Compare">Two recorded runs side by side.</param>
/// <param name="Health">Whether a page answers.</param>
public sealed record CommandHandlers(
    Func<RunSettings, CancellationToken, Task<int>> Run,
    Func<MockSettings, CancellationToken, Task<int>> Mock,
    Func<ReportSettings, CancellationToken, Task<int>> Report,
    Func<CompareSettings, CancellationToken, Task<int>> Compare,
    Func<HealthSettings, CancellationToken, Task<int>> Health
);
