using BatchLoadTest.Authentication;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Results;

/// <summary>
/// The list, for a person, of what a run that has ended left at the service. While it runs the file is its account
/// (<see cref="Leftovers"/>); keys stand in both in the same way.
/// </summary>
/// <param name="results">Where it is.</param>
/// <param name="keys">Keys that may be at the service.</param>
internal sealed class NotRemoved(ResultsFolder results, KeyAccount keys)
{
    /// <summary>
    /// What the run created and may not have removed; stays in the results folder only where something is left.
    /// </summary>
    public const string FileName = "not-removed.txt";

    private readonly List<string> lines = [];

    /// <summary>Its full path.</summary>
    public string FilePath => results.PathOf(FileName);

    /// <summary>Adds lines; to be written by <see cref="Write"/>.</summary>
    public void Add(IEnumerable<string> more) => lines.AddRange(more);

    /// <summary>Puts the list in the place of the account, or nothing where nothing is left.</summary>
    public void Write()
    {
        string[] all = [.. lines, .. keys.Open.Select(Leftovers.LineOfKey)];
        if (all.Length == 0)
        {
            results.Delete(FileName);
        }
        else
        {
            results.Write(FileName, all);
        }
    }
}
