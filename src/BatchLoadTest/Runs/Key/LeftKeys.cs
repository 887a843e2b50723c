using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Runs.Key;

/// <summary>What the account beside a journal without an end says about API keys.</summary>
internal static class LeftKeys
{
    private const string JournalStart = "run";
    private const string AccountStart = "not-removed";

    /// <summary>Names of keys in the account of a results folder.</summary>
    public static IEnumerable<string> In(ResultsFolder results)
    {
        var account = results.PathOf(NotRemoved.FileName);
        return File.Exists(account) ? Leftovers.KeysIn(account) : [];
    }

    /// <summary>A line for each key that may still be at the service. Nothing of a run that came to its end: it said so itself.</summary>
    /// <param name="run">The run.</param>
    /// <param name="journal">Its journal, or the folder of that.</param>
    public static IEnumerable<string> Of(RecordedRun run, string journal)
    {
        if (run.Ending.End != RunEnd.Unknown)
        {
            return [];
        }

        // run.jsonl and not-removed.txt; run-ID.jsonl and not-removed-ID.txt of a run that was put aside.
        var file = Directory.Exists(journal) ? Path.Combine(journal, JournalWriter.FileName) : journal;
        var name = Path.GetFileNameWithoutExtension(file);
        var account = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(file))!,
            $"{AccountStart}{(name.StartsWith(JournalStart, StringComparison.Ordinal) ? name[JournalStart.Length..] : "")}.txt"
        );
        try
        {
            return File.Exists(account)
                ?
                [
                    .. Leftovers
                        .KeysIn(account)
                        .Select(key => $"API key {key} may still be at the service ({Path.GetFileName(account)})"),
                ]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
