using BatchLoadTest.Recording;
using BatchLoadTest.Results;

namespace BatchLoadTest.Reports;

/// <summary>One of the runs that a report is asked for: looked at again and again while it may still begin, or end.</summary>
/// <param name="folder">Full path of its results folder or journal, or of a folder of runs.</param>
/// <param name="isLatest">Whether it is the run in that folder that began last.</param>
/// <param name="startAt">A run that began earlier is one of an earlier load; null takes any.</param>
public sealed class ReportSource(string folder, bool isLatest = false, DateTimeOffset? startAt = null)
{
    private readonly FolderOfRuns runs = new(folder);
    private JournalGlance? glance;

    /// <summary>What there is of the run now.</summary>
    public ReportSourceState Look()
    {
        try
        {
            var place = isLatest ? runs.Latest() : folder;
            glance = JournalGlance.At(place, glance);
            return glance.Run.BeganAt < startAt
                    ? new(
                        Journal: null,
                        $"{place}: its run began at {Text(glance.Run.BeganAt)}, before --start-at {Text(startAt.Value)}: "
                            + "it is of an earlier load"
                    )
                : glance.HasEnded ? new(place, Lack: null)
                : new(place, $"{place}: its journal has no end");
        }
        catch (JournalException exception)
        {
            // Not there yet, or its first line is being written.
            var isThere = isLatest || File.Exists(Journal.FileOf(folder));
            // In the same words before and after the folder comes.
            return new(Journal: null, isThere ? exception.Message : $"{folder}: there is no such journal");
        }
    }

    /// <summary>What to do where there is no journal, lines more; empty where nobody can tell.</summary>
    public IReadOnlyList<string> Advice() => isLatest || File.Exists(Journal.FileOf(folder)) ? [] : runs.Advice();

    private static string Text(DateTimeOffset moment) => $"{moment.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.FFF'Z'}";
}
