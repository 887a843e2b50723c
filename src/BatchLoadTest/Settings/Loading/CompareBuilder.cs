using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the settings of a comparison.</summary>
internal static class CompareBuilder
{
    /// <summary>Reads; which operands there have to be depends on two settings.</summary>
    public static CompareSettings Build(SettingsReader reader, SettingFiles files, ProblemList problems)
    {
        var latest = reader.Value(CompareCatalogue.LatestOfCompare);
        var hasBaseline = reader.TryGet(CompareCatalogue.Baseline, out var baseline);
        string[] wanted = (latest, hasBaseline) switch
        {
            (true, _) => ["DIR"],
            (false, true) => ["NEW"],
            _ => ["BASE", "NEW"],
        };
        CheckOperands(reader, wanted, latest, problems);
        return new()
        {
            Base =
                hasBaseline ? files.FullPath(baseline!)
                : latest ? null
                : Operand(0),
            BaseName = hasBaseline ? CompareCatalogue.Baseline.Option : "BASE",
            New = Operand(wanted.Length - 1),
            Latest = latest,
            FailOn = reader.TryGet(CompareCatalogue.FailOn, out var failOn) ? failOn : null,
            Markdown = reader.TryGet(CompareCatalogue.Markdown, out var file) ? files.FullPath(file) : null,
            Html = reader.TryGet(CompareCatalogue.HtmlOfCompare, out var page) ? files.FullPath(page) : null,
        };

        string Operand(int index) => files.FullPath(reader.Operands.ElementAtOrDefault(index) ?? ".");
    }

    private static void CheckOperands(SettingsReader reader, string[] wanted, bool latest, ProblemList problems)
    {
        var given = reader.Operands;
        if (given.Count < wanted.Length && problems.Errors.Count == 0)
        {
            problems.Add($"{string.Join(" and ", wanted.Skip(given.Count))} from the command line: missing");
        }

        // A third one is refused by whoever reads the command line.
        if (given.Count == 2 && wanted.Length == 1)
        {
            var setting = latest ? (Setting)CompareCatalogue.LatestOfCompare : CompareCatalogue.Baseline;
            problems.Add(
                $"{Words.Quote(given[1])} from the command line: with {reader.Describe(setting)} "
                    + $"only {(latest ? "a folder of runs, DIR," : "the new run, NEW,")} is expected"
            );
        }
    }
}
