using BatchLoadTest.Comparison;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the settings of a comparison.</summary>
internal static class CompareBuilder
{
    /// <summary>Reads; the two runs are the command's operands.</summary>
    public static CompareSettings Build(SettingsReader reader, SettingFiles files) =>
        new()
        {
            Base = files.FullPath(reader.Operands.ElementAtOrDefault(0) ?? "."),
            New = files.FullPath(reader.Operands.ElementAtOrDefault(1) ?? "."),
            FailOn = reader.TryGet(CompareCatalogue.FailOn, out var failOn) ? failOn : null,
            Markdown = reader.TryGet(CompareCatalogue.Markdown, out var file) ? files.FullPath(file) : null,
        };
}
