using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Page.Session;

/// <summary>The files that the page offers.</summary>
internal static class Downloads
{
    /// <summary>Where files of the last run are.</summary>
    public const string Path = "files/";

    /// <summary>Name, address and a word about each: the last run's files, or what there is of one that goes on.</summary>
    public static IEnumerable<(string Name, string Href, string About)> Of(SessionState session)
    {
        if (session.Ended is { } ended)
        {
            foreach (var file in ended.Files)
            {
                var name = System.IO.Path.GetFileName(file);
                var size = File.Exists(file) ? Figures.Bytes(new FileInfo(file).Length) : "gone";
                yield return (name, Path + Uri.EscapeDataString(name), size);
            }
        }
        else if (session.Moment is not null)
        {
            yield return ("report.html", "stats/report?download=1", "as it stands");
            yield return ("metrics.json", "stats/metrics.json", "as it stands");
            yield return ("requests.csv", "stats/requests/csv", "as it stands");
            yield return ("requests_full_history.csv", "stats/requests_full_history/csv", "as it stands");
            yield return ("failures.csv", "stats/failures/csv", "as it stands");
        }
    }
}
