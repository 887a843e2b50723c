using System.Text.RegularExpressions;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Thresholds that a class of batches brings with it, and those on classes that nobody gave.</summary>
internal static partial class ClassThresholds
{
    /// <summary>Those of all classes: each on the figures of its own.</summary>
    public static IReadOnlyList<Threshold> Read(SettingsReader reader)
    {
        List<Threshold> read = [];
        foreach (var given in reader.Values(DataCatalogue.Class))
        {
            foreach (var text in given.Thresholds)
            {
                var parsed = ThresholdText.Parse(MetricName().Replace(text, $"$0[class={given.Name}]", 1));
                reader.Require(parsed.Problem is null, $"threshold '{text}': {parsed.Problem}", DataCatalogue.Class);
                if (parsed.Value is { } threshold)
                {
                    read.Add(threshold with { Source = $"{reader.Source(DataCatalogue.Class)} {given.Name}" });
                }
            }
        }

        return read;
    }

    /// <summary>Finds those on a class that there is not: they could only ever be without data.</summary>
    public static void Check(SettingsReader reader, IEnumerable<Threshold> thresholds)
    {
        var names = reader.Values(DataCatalogue.Class).Select(given => given.Name).ToList();
        foreach (var threshold in thresholds)
        {
            reader.Require(
                threshold.Metric.Class is not { } asked || names.Contains(asked, StringComparer.OrdinalIgnoreCase),
                $"'{threshold.Text}' is on a class that there is not; "
                    + (names.Count == 0 ? "there are none (--class)" : $"there are {string.Join(", ", names)}"),
                VerdictCatalogue.Threshold
            );
        }
    }

    [GeneratedRegex(@"^\s*[A-Za-z_][A-Za-z0-9_.]*")]
    private static partial Regex MetricName();
}
