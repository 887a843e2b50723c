using BatchLoadTest.NBomber.Mapping;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;
using NBomber.Http;

namespace BatchLoadTest.NBomber;

/// <summary>One test of NBomber, from its configuration to its counts.</summary>
internal sealed class NBomberSession(
    NBomberOptions options,
    PlannedLoad load,
    WorkflowDriver driver,
    TestHandle handle,
    string folder
)
{
    // NBomber's own name for a scenario's figures among those of steps.
    private const string ScenarioFigures = "global information";

    private readonly StepCounts counts = new();

    /// <summary>What was handed to NBomber so far.</summary>
    public IReadOnlyDictionary<string, StepCount> Counts => counts.All;

    /// <summary>Runs it; blocks the thread until NBomber has written its reports.</summary>
    public SessionEnd Run()
    {
        var context = Configure(
            NBomberRunner.RegisterScenarios(BatchScenario.Create(driver, load, Thresholds(), counts))
        );
        return EndOf(options.Arguments.Count == 0 ? context.Run() : context.Run([.. options.Arguments]));
    }

    private NBomberContext Configure(NBomberContext context)
    {
        context = context
            .WithTestSuite("batch-load-test")
            .WithTestName(options.RunId)
            .WithReportFolder(folder)
            .WithReportFileName("nbomber")
            .WithReportFormats(ReportFormat.Html, ReportFormat.Csv, ReportFormat.Md, ReportFormat.Txt)
            .WithScenarioCompletionTimeout(load.CompletionTimeout)
            .WithWorkerPlugins(new HttpMetricsPlugin([Version]), new EndingPlugin(handle, driver))
            // This program has a view of its own.
            .DisplayConsoleMetrics(false);
        return options.LicenseKey is { Length: > 0 } key ? context.WithLicense(key) : context;
    }

    private HttpVersion Version => options.HttpVersion.Major >= 2 ? HttpVersion.Version2 : HttpVersion.Version1;

    private List<StepThreshold> Thresholds() =>
        [.. options.Thresholds.Select(ThresholdMapper.Map).OfType<StepThreshold>()];

    private static SessionEnd EndOf(NodeStats stats)
    {
        Dictionary<string, StepCount> found = new(StringComparer.Ordinal);
        if (stats.ScenarioStats.Find(BatchScenario.Name) is { } scenario)
        {
            found.Add(BatchScenario.Name, CountOf(scenario.Ok, scenario.Fail));
            foreach (var step in scenario.StepStats.Where(step => step.StepName != ScenarioFigures))
            {
                found.Add(step.StepName, CountOf(step.Ok, step.Fail));
            }
        }

        return new SessionEnd(found, stats.NodeInfo.NodeType.IsSingleNode);
    }

    private static StepCount CountOf(MeasurementStats ok, MeasurementStats fail) =>
        new(ok.Request.Count, fail.Request.Count);
}
