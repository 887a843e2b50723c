using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the settings of a comparison of checks.</summary>
internal static class CheckMatrixBuilder
{
    private const int Fewest = 2;

    /// <summary>Reads; the files are the command's operands.</summary>
    public static CheckMatrixSettings Build(SettingsReader reader, SettingFiles files, ProblemList problems)
    {
        if (reader.Operands.Count < Fewest)
        {
            problems.Add($"--compare: {Fewest} or more check.json files are to follow");
        }

        return new()
        {
            Files = [.. reader.Operands.Select(files.FullPath)],
            All = reader.Value(CheckCatalogue.All),
            Json = reader.Value(ReportCatalogue.Json),
            Markdown = reader.TryGet(CompareCatalogue.Markdown, out var file) ? files.FullPath(file) : null,
        };
    }

    /// <summary>Without it there is nothing of the kind.</summary>
    public static void RequireNone(SettingsReader reader, ProblemList problems)
    {
        foreach (var operand in reader.Operands)
        {
            problems.Add($"{Words.Quote(operand)} from the command line: no argument is expected without --compare");
        }

        foreach (var setting in new Setting[] { CheckCatalogue.All, CompareCatalogue.Markdown })
        {
            reader.Require(!reader.IsGiven(setting), "makes sense only with --compare", setting);
        }
    }
}
