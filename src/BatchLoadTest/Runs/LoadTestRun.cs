using BatchLoadTest.Authentication;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runtime;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs;

/// <summary>
/// Runs one load test against one host: applies the load, cleans up, deletes the key, and says what came of it.
/// </summary>
/// <param name="parts">What does all this.</param>
internal sealed class LoadTestRun(RunParts parts)
{
    // Seen: 6 more than at the end of the load, nearly all of them assemblies of reports; failures need further ones.
    private const int AfterLoad = 16;

    /// <summary>Applies the load and judges it. Never throws for what the service does.</summary>
    public async Task<RunReport> RunAsync()
    {
        parts.Moments?.Begin();
        using var ended = new CancellationTokenSource();
        var pumping = parts.Measuring.Figures.RunAsync(AfterEachSecond, ended.Token);
        var viewing = parts.ViewLoop.RunAsync(ended.Token);

        LoadOutcome load;
        using (new SpareDescriptors(AfterLoad))
        {
            load = await parts.Load.ApplyAsync(parts.Service.Workflow.RunAsync) with
            {
                ChangedAt = parts.Steering.ChangedAt,
            };
        }

        parts.Control.LoadEnded();
        parts.Measuring.Board.Close();
        // Clean-up and reports need ports and descriptors too.
        parts.Service.Workflow.Dispose();
        parts.Service.Key.EndFirstCreation();
        RefuseExcuses();
        // Before what they ask about is removed.
        await parts.Service.Beside.EndAsync();
        var notices = new List<string>(await parts.Service.CleanUp.RunAsync(parts.Control.Hurry));
        notices.AddRange(await parts.Service.Key.DeleteAsync());
        notices.AddRange(parts.Service.Earlier.SelectMany(earlier => earlier.End()));
        await ended.CancelAsync();
        await Task.WhenAll(pumping, viewing);

        parts.Service.Key.RecordIn(parts.Record.Journal);
        var final = parts.Measuring.Figures.Finish(load.LoadTime + load.StopTime);
        parts.Otlp?.Publish(final);
        notices.AddRange(SavedOutputsWords.Of(parts.Service.Saved));
        notices.AddRange(BudgetWords.Unmeasured(parts.Budget, final.Batches.Results.Usage));
        notices.AddRange(parts.Notices.All(parts.Otlp?.Flush(), parts.Traces?.Flush()));
        RefuseOwnFaults(final);
        return parts.Record.End(final, load, notices);
    }

    private void AfterEachSecond(RunSnapshot figures)
    {
        // Of a worker the master judges: on all of them together.
        var ruin = parts.Judges ? OwnFaultWords.RuinSoFar(figures) : null;
        if (!parts.Control.IsLoadOver && (parts.Data.Change() ?? ruin) is { } reason)
        {
            parts.Control.CannotGoOn(reason);
        }

        // During the warm-up nothing counts, and nothing can be missed.
        if (parts.Judges && figures.Elapsed > TimeSpan.Zero)
        {
            parts.Aborts.SecondEnded(figures);
            parts.BudgetOfOthers?.SecondEnded(figures);
        }

        parts.Service.Key.RecordIn(parts.Record.Journal);
        parts.Otlp?.Publish(figures);
        parts.Moments?.SecondEnded(figures);
    }

    // Refusals of a new key are excused until it works. Of one that never did, for lack of time too, they are not.
    private void RefuseExcuses()
    {
        if (
            parts.Control.End == RunEnd.Planned
            && parts.Service.Key.Shared.Obtained() is [.., { HasWorked: false, ExcusedWords: { } words } last]
        )
        {
            parts.Control.CouldNotRun(KeyRefusedException.Of(last, words).Message);
        }
    }

    // A run that this machine has ruined neither passed nor failed.
    private void RefuseOwnFaults(RunSnapshot final)
    {
        if (parts.Judges && parts.Control.End == RunEnd.Planned && OwnFaultWords.Ruin(final) is { } ruin)
        {
            parts.Control.CouldNotRun(ruin);
        }
    }
}
