using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Reporting.JUnit;
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
            Prices = CostBuilder.Prices(reader),
            Force = reader.Value(ReportCatalogue.Force),
            PrintResults = reader.Value(OutputCatalogue.PrintResults),
            Latest = reader.Value(ReportCatalogue.Latest),
            LogLevel = reader.Value(GeneralCatalogue.LogLevels),
        };

    /// <summary>The further files, of a run too.</summary>
    public static ReportFileSettings BuildFiles(SettingsReader reader, SettingFiles files)
    {
        return new()
        {
            CsvFullHistory = reader.Value(ReportCatalogue.CsvFullHistory),
            Requests =
            [
                .. Copy(ReportCatalogue.Html, HtmlReportWriter.ReportName),
                .. Copy(ReportCatalogue.Csv, CsvFile.ReportName),
                .. Copy(ReportCatalogue.JUnit, JUnitXmlWriter.ReportName),
                .. reader
                    .Values(ReportCatalogue.Report)
                    .Select(request =>
                        request.Path is { } path ? request with { Path = File(ReportCatalogue.Report, path) } : request
                    ),
            ],
            Json = reader.Value(ReportCatalogue.Json),
        };

        IEnumerable<ReportRequest> Copy(Setting<string> setting, string name) =>
            reader.TryGet(setting, out var path) ? [new ReportRequest(name, File(setting, path))] : [];

        // Found out before the load, not after it.
        string File(Setting setting, string path)
        {
            var full = files.FullPath(path);
            reader.Require(!Directory.Exists(full), "that is a folder; name a file", setting);
            reader.Require(SettingFiles.CanHold(full), "no file can be made there", setting);
            return full;
        }
    }
}
