using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Runs.Capacity;

/// <summary>
/// One search for each size of batches, one after the other, each with a results folder of its own: a service has a ceiling
/// in batches and one in rows, and which of them binds depends on the size.
/// </summary>
internal sealed class SizeSearches(
    RunSettings settings,
    TerminalOutput terminal,
    TimeProvider timeProvider,
    ITeamRun? team = null
)
{
    /// <summary>Searches. Returns the exit code that says most.</summary>
    public async Task<int> RunAsync()
    {
        var parent = settings.Output.ResultsDirectory ?? Path.Combine("results", RunId.Create(timeProvider));
        List<CapacityReport> found = [];
        var worst = ExitCodes.Success;
        foreach (var size in settings.Capacity!.Sizes)
        {
            var folder = Path.Combine(parent, $"size-{size}");
            var code = await new LoadTest(Of(size, folder), terminal, timeProvider, team: team).RunAsync();
            worst = Math.Max(worst, code);
            if (EndingOf(folder) is { } capacity)
            {
                found.Add(capacity);
            }

            // What was not decided for one size may be for the next; who ends one wants none of them.
            if (code is not (ExitCodes.Success or ExitCodes.ThresholdFailed or ExitCodes.CouldNotRun))
            {
                break;
            }
        }

        foreach (var line in SizeSentences.Of(found))
        {
            await terminal.Out.WriteLineAsync(line);
        }

        return worst;
    }

    private static CapacityReport? EndingOf(string folder)
    {
        try
        {
            return Journal.Open(folder).ReadEnding().Ending?.Capacity;
        }
        catch (JournalException)
        {
            // It ended before it had one; why was said.
            return null;
        }
    }

    private RunSettings Of(int size, string folder) =>
        settings with
        {
            Data = settings.Data with { GeneratedRows = size },
            // Once, before the first.
            Target = size == settings.Capacity!.Sizes[0] ? settings.Target : settings.Target with { Preflight = false },
            Output = settings.Output with { ResultsDirectory = folder },
        };
}
