using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Comparison;

/// <summary>What was asked for otherwise of the classes of batches, or of a class that only one run has.</summary>
internal static class ClassDifferences
{
    /// <summary>One for each thing that is told of a class, whether it differs or not.</summary>
    public static IEnumerable<RunDifference> Of(RunFacts baseline, RunFacts newer)
    {
        var names = baseline
            .Classes.Concat(newer.Classes)
            .Select(terms => terms.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var (one, other) = (Find(baseline, name), Find(newer, name));
            if (one is null || other is null)
            {
                yield return new RunDifference($"class {name}", Describe(one), Describe(other));
                continue;
            }

            foreach (var each in RunDifferences.Pairs(Told(one), Told(other)))
            {
                yield return each with
                {
                    What = $"class {name} {each.What}",
                };
            }
        }
    }

    private static ClassTerms? Find(RunFacts run, string name) =>
        run.Classes.FirstOrDefault(terms => string.Equals(terms.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string Describe(ClassTerms? terms) =>
        terms is null
            ? RunDifferences.Absent
            : string.Join(", ", Told(terms).Select(told => $"{told.Key} {told.Value}"));

    // Where a data file lies says nothing of what is in it.
    private static IEnumerable<KeyValuePair<string, string>> Told(ClassTerms terms) =>
        [
            new("share", Figures.Share(terms.Share)),
            new("window", terms.Window),
            new("endpoint", terms.Endpoint),
            new("rows", terms.Rows is { } rows ? $"{rows}" : RunDifferences.Absent),
            new("model", terms.Model ?? "the rows' own"),
            new("data", Path.GetFileName(terms.Data)),
        ];
}
