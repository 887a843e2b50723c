using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Runs;

/// <summary>What a run's reports say of it from its beginning.</summary>
internal static class RunContextFacts
{
    /// <summary>The facts of one run; no secrets.</summary>
    public static RunFacts Of(RunContext context, DateTimeOffset startedAt, string engine) =>
        new()
        {
            Id = context.RunId,
            Version = ProgramInfo.Version,
            Host = context.Settings.Target.IsMock
                ? "mock (started inside)"
                : context.Host.GetLeftPart(UriPartial.Authority),
            Proxy = context.Settings.Target.Proxies.For(context.Host)?.ToString() ?? RunFacts.NoProxy,
            ApiBase = context.Settings.Target.ApiBase,
            Engine = engine,
            StartedAt = startedAt,
            Plan = context.Settings.Load,
            Thresholds =
            [
                .. context.Settings.Verdict.Thresholds.Select(threshold => new RecordedThreshold(
                    threshold.Text,
                    threshold.Source
                )),
            ],
            Settings =
            [
                .. context.Settings.All.Select(setting => new ReportedSetting(
                    setting.Name,
                    setting.Value,
                    setting.Source
                )),
            ],
            Tags = context.Settings.Output.Tags,
            Environment = MachineFacts.OfThisMachine(),
        };
}
