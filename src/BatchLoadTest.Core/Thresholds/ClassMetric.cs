using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>A metric of one class of batches: <c>batch.turnaround.p95[class=big]</c>.</summary>
internal static class ClassMetric
{
    private const string Key = "class=";

    // What is of the process, the service or the load as a whole.
    private static readonly string[] OfTheRun =
    [
        "service.",
        "starts.",
        "workflow.",
        "batches.per_",
        "rows.per_",
        "batch.turnaround.growth",
        "requests.hung",
        "requests.resent_rate",
        "batches.foreign_answers",
    ];

    /// <summary>The metric and the class that a name is made of; null where it names no class.</summary>
    public static (string Metric, string Class)? Split(string name)
    {
        var begin = name.IndexOf('[', StringComparison.Ordinal);
        if (begin < 0 || !name.EndsWith(']'))
        {
            return null;
        }

        var selector = name[(begin + 1)..^1].Trim();
        return selector.StartsWith(Key, StringComparison.OrdinalIgnoreCase)
            ? (name[..begin], selector[Key.Length..].Trim())
            : null;
    }

    /// <summary>The metric of one class; null where it is none of a class.</summary>
    public static Metric? Of(Metric all, string ofClass)
    {
        if (ofClass.Length == 0 || Array.Exists(OfTheRun, name => all.Name.StartsWith(name, StringComparison.Ordinal)))
        {
            return null;
        }

        return all with
        {
            Name = $"{all.Name}[{Key}{ofClass}]",
            Read = snapshot => Find(snapshot) is { } figures ? all.Read(figures) : null,
            IsEnoughForDefault = snapshot => Find(snapshot) is { } figures && all.IsEnoughForDefault(figures),
            Samples = snapshot => Find(snapshot) is { } figures ? all.Samples(figures) : 0,
            Times = null,
            Class = ofClass,
        };

        RunSnapshot? Find(RunSnapshot snapshot) =>
            snapshot
                .Classes.FirstOrDefault(each =>
                    string.Equals(each.Terms.Name, ofClass, StringComparison.OrdinalIgnoreCase)
                )
                ?.Figures;
    }
}
