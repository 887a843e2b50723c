using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Comparison;

/// <summary>
/// What two runs do not have in common, apart from what was measured: any of it may be the reason of a change.
/// </summary>
internal static class RunDifferences
{
    /// <summary>Stands for what one run has and the other has not.</summary>
    internal const string Absent = "not given";

    private static readonly HashSet<string> OfTheLoad = new(StringComparer.Ordinal)
    {
        "users",
        "spawn-rate",
        "run-time",
        "iterations",
    };

    /// <summary>One for each thing that differs.</summary>
    public static IReadOnlyList<RunDifference> Of(RunFacts baseline, RunFacts newer)
    {
        List<RunDifference> all =
        [
            new("host", baseline.Host, newer.Host),
            // What was not recorded is no difference.
            new("proxy", baseline.Proxy ?? newer.Proxy ?? "", newer.Proxy ?? baseline.Proxy ?? ""),
            new("version", baseline.Version, newer.Version),
            new("engine", baseline.Engine, newer.Engine),
            .. Pairs(ComparedSettings.Of(baseline), ComparedSettings.Of(newer)),
        ];
        if (!all.Exists(each => each.Base != each.New && OfTheLoad.Contains(each.What)))
        {
            all.Add(new RunDifference("load", LoadWords.Describe(baseline.Plan), LoadWords.Describe(newer.Plan)));
        }

        all.AddRange(ClassDifferences.Of(baseline, newer));
        all.AddRange(Pairs(baseline.Environment, newer.Environment));
        return [.. all.Where(each => each.Base != each.New)];
    }

    /// <summary>One for each name that either has, whether values differ or not.</summary>
    internal static IEnumerable<RunDifference> Pairs(
        IEnumerable<KeyValuePair<string, string>> baseline,
        IEnumerable<KeyValuePair<string, string>> newer
    )
    {
        var one = ByName(baseline);
        var other = ByName(newer);
        return one
            .Keys.Union(other.Keys, StringComparer.Ordinal)
            .Select(name => new RunDifference(
                name,
                one.GetValueOrDefault(name, Absent),
                other.GetValueOrDefault(name, Absent)
            ));
    }

    // A repeatable setting has a pair for each of its values.
    private static Dictionary<string, string> ByName(IEnumerable<KeyValuePair<string, string>> pairs) =>
        pairs
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(
                same => same.Key,
                same => string.Join(", ", same.Select(pair => pair.Value)),
                StringComparer.Ordinal
            );
}
