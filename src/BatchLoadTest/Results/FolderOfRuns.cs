using BatchLoadTest.Recording;

namespace BatchLoadTest.Results;

/// <summary>A folder with the results folders of several runs in it, such as <c>results/</c>.</summary>
internal sealed class FolderOfRuns(string folder)
{
    private const int MostShown = 10;

    /// <summary>The folder of the run that began last.</summary>
    /// <exception cref="JournalException">There is no run.</exception>
    public string Latest() =>
        NewestFirst() is [var (latest, _), ..]
            ? latest
            : throw new JournalException($"{folder}: no folder in it has a journal");

    /// <summary>The folders of the two runs that began last, the later one second.</summary>
    /// <exception cref="JournalException">There are not two runs.</exception>
    public (string Base, string New) LatestTwo() =>
        NewestFirst() switch
        {
            [var (latest, _), var (before, _), ..] => (before, latest),
            [var (only, _)] => throw new JournalException(
                $"{folder}: only {Path.GetFileName(only)} has a journal; --latest compares the newest two, or the newest "
                    + "with --baseline FILE"
            ),
            _ => throw new JournalException($"{folder}: no folder in it has a journal"),
        };

    /// <summary>Which runs there are, as lines of an error; empty where there are none.</summary>
    public IReadOnlyList<string> Advice()
    {
        var runs = NewestFirst();
        return runs.Count == 0
            ? []
            :
            [
                $"{folder}: runs are in folders of it; name one, or take the newest with --latest:",
                .. runs.Take(MostShown)
                    .Select(run =>
                        $"{Path.GetFileName(run.Folder)}, which began at {run.BeganAt:yyyy-MM-dd HH:mm:ssK}"
                    ),
                .. runs.Count > MostShown ? [$"and {runs.Count - MostShown} earlier ones"] : Array.Empty<string>(),
            ];
    }

    private List<(string Folder, DateTimeOffset BeganAt)> NewestFirst()
    {
        List<(string Folder, DateTimeOffset BeganAt)> found = [];
        foreach (var each in Folders())
        {
            try
            {
                found.Add((each, Journal.Open(each).Run.BeganAt));
            }
            catch (JournalException)
            {
                // Something else, or a run whose first line is being written.
            }
        }

        return
        [
            .. found.OrderByDescending(run => run.BeganAt).ThenByDescending(run => run.Folder, StringComparer.Ordinal),
        ];
    }

    private string[] Folders()
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not there yet, or no folder.
            return [];
        }
    }
}
