using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the output's settings.</summary>
internal static class OutputBuilder
{
    /// <summary>Reads and checks.</summary>
    public static OutputSettings Build(SettingsReader reader, SettingFiles files)
    {
        var printStats = reader.Value(OutputCatalogue.PrintStats);
        var onlySummary = reader.Value(OutputCatalogue.OnlySummary);
        reader.Require(
            !printStats || !onlySummary,
            "they contradict each other; leave one out",
            OutputCatalogue.PrintStats,
            OutputCatalogue.OnlySummary
        );
        var tags = reader.Values(OutputCatalogue.Tag);
        reader.Require(
            tags.DistinctBy(tag => tag.Key, StringComparer.Ordinal).Count() == tags.Count,
            "the same key is given twice",
            OutputCatalogue.Tag
        );
        return new()
        {
            ResultsDirectory = reader.TryGet(OutputCatalogue.Results, out var folder) ? files.FullPath(folder) : null,
            PrintResults = reader.Value(OutputCatalogue.PrintResults),
            TerminationLog = reader.TryGet(OutputCatalogue.TerminationLog, out var log) ? files.FullPath(log) : null,
            PrintStats = printStats,
            DryRun = reader.Value(OutputCatalogue.DryRun),
            OnlySummary = onlySummary,
            StatsInterval = reader.Value(OutputCatalogue.StatsInterval),
            LogLevel = reader.Value(GeneralCatalogue.LogLevels),
            Otlp = reader.TryGet(OutputCatalogue.Otlp, out var collector) ? collector : null,
            TraceSample = reader.Value(OutputCatalogue.TraceSample),
            Tags = tags,
        };
    }
}
