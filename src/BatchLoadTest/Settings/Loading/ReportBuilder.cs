using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the settings of reports.</summary>
internal static class ReportBuilder
{
    /// <summary>For the report command.</summary>
    public static ReportSettings Build(SettingsReader reader, SettingFiles files) =>
        new()
        {
            Folders = [.. reader.Operands.Select(files.FullPath)],
            ResultsDirectory = reader.TryGet(OutputCatalogue.ResultsOfReport, out var folder)
                ? files.FullPath(folder)
                : null,
            Files = BuildFiles(reader, files),
            Force = reader.Value(ReportCatalogue.Force),
            PrintResults = reader.Value(OutputCatalogue.PrintResults),
            Wait = reader.Value(ReportCatalogue.Wait),
            StartAt = reader.TryGet(ShardCatalogue.StartAtOfReport, out var moment) ? moment : null,
            Latest = reader.Value(ReportCatalogue.Latest),
            LogLevel = reader.Value(GeneralCatalogue.LogLevels),
        };

    /// <summary>The further files, of a run too.</summary>
    public static ReportFileSettings BuildFiles(SettingsReader reader, SettingFiles files)
    {
        return new()
        {
            CsvPrefix = File(ReportCatalogue.Csv),
            CsvFullHistory = reader.Value(ReportCatalogue.CsvFullHistory),
            HtmlFile = File(ReportCatalogue.Html),
            JUnitFile = File(ReportCatalogue.JUnit),
            Json = reader.Value(ReportCatalogue.Json),
        };

        // Found out before the load, not after it.
        string? File(Setting<string> setting)
        {
            if (!reader.TryGet(setting, out var path))
            {
                return null;
            }

            var full = files.FullPath(path);
            reader.Require(!Directory.Exists(full), "that is a folder; name a file", setting);
            reader.Require(SettingFiles.CanHold(full), "no file can be made there", setting);
            return full;
        }
    }
}
