using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Runs;

/// <summary>Makes what a run's reports say of it from its beginning.</summary>
internal static class RunFactsFactory
{
    /// <summary>The facts of one run; no secrets.</summary>
    /// <param name="settings">What it is asked to do.</param>
    /// <param name="host">The service.</param>
    /// <param name="runId">Its name.</param>
    /// <param name="startedAt">When it started.</param>
    /// <param name="engine">The name of what applies its load.</param>
    public static RunFacts Create(
        RunSettings settings,
        Uri host,
        string runId,
        DateTimeOffset startedAt,
        string engine
    ) =>
        new()
        {
            Id = runId,
            Version = ProgramInfo.Version,
            Host = settings.Target.IsMock ? RunFacts.MockInside : host.GetLeftPart(UriPartial.Authority),
            Proxy = settings.Target.Proxies.For(host)?.ToString() ?? RunFacts.NoProxy,
            ApiBase = settings.Target.ApiBase,
            Engine = engine,
            StartedAt = startedAt,
            Plan = settings.Load,
            Thresholds =
            [
                .. settings.Verdict.Thresholds.Select(threshold => new RecordedThreshold(
                    threshold.Text,
                    threshold.Source
                )),
            ],
            Prices = settings.Prices,
            Window = settings.Classes.Count == 0 ? CompletionWindow.LengthOf(settings.Workflow.CompletionWindow) : null,
            Settings =
            [
                .. settings.All.Select(setting => new ReportedSetting(setting.Name, setting.Value, setting.Source)),
            ],
            Tags = settings.Output.Tags,
            Environment = MachineFacts.OfThisMachine(),
        };
}
