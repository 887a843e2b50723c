using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Makes what is shown to a person once, before the load starts.</summary>
internal static class RunHeader
{
    private const int MostOfClasses = 5;

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
            .ToList();
        var ofClasses = named.Where(threshold => threshold.Metric.Class is not null).ToList();
        var more = ofClasses.Skip(MostOfClasses).ToList();
        var others = thresholds.Count - named.Count;
        return
        [
            .. named.Except(more).Select(threshold => threshold.Text),
            .. more.Count > 0 ? [$"{more.Count} more of classes"] : Array.Empty<string>(),
            .. others > 0 ? [$"{others} more by default"] : Array.Empty<string>(),
        ];
    }
}
