using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Makes what is shown to a person once, before the load starts.</summary>
internal static class RunHeader
{
    /// <summary>What is about to run.</summary>
    public static RunViewHeader Create(RunSettings settings, string runId, Uri host, ClassMix data) =>
        new()
        {
            RunId = runId,
            Version = ProgramInfo.Version,
            Host = host.GetLeftPart(UriPartial.Authority),
            Proxy = settings.Target.Proxies.For(host) is { } proxy ? $"{proxy} (from {proxy.Source})" : null,
            Dialect = DialectWords(settings.Target),
            MockInside = settings.Target.IsMock,
            Plan = settings.Load,
            Data = data.Description,
            DataRequests = (int)Math.Round(data.MeanRows),
            DataBytes = (long)data.MeanBytes,
            Most = settings.Capacity is null ? MostSent.Words(settings, data) : null,
            Thresholds = ThresholdTexts(settings.Capacity?.Thresholds ?? settings.Verdict.Thresholds),
        };

    private static string DialectWords(TargetSettings target)
    {
        var version = target.Dialect.ApiVersion is { } asked ? $", api-version {asked}" : "";
        return $"{target.Dialect.Name} ({target.DialectSource}){version}";
    }

    private static List<string> ThresholdTexts(IReadOnlyList<Threshold> thresholds)
    {
        var named = thresholds
            .Where(threshold =>
                !threshold.IsDefault
                || DefaultThresholds.MainMetrics.Contains(threshold.Metric.Name, StringComparer.Ordinal)
            )
            .Select(threshold => threshold.Text)
            .ToList();
        var others = thresholds.Count - named.Count;
        return others == 0 ? named : [.. named, $"{others} more by default"];
    }
}
