using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>How a person at the page changes and ends a run, and what the report says of that. Callable from any thread.</summary>
/// <param name="load">The load to begin with.</param>
/// <param name="canChange">Whether the engine can change it.</param>
/// <param name="control">How the run is ended.</param>
/// <param name="view">Where a person sees it.</param>
/// <param name="clock">Its time.</param>
/// <param name="wish">Of one of several processes: what of the load is its own, and how the load is by now; else null.</param>
internal sealed class RunSteering(
    LoadProfile load,
    bool canChange,
    RunControl control,
    IRunView view,
    RunClock clock,
    LoadWish? wish = null
)
{
    private readonly List<string> changes = [];
    private TimeSpan? changedAt;

    /// <summary>The load that is wanted now, as the engine reads it.</summary>
    public LoadControl Load { get; } = new(wish ?? new LoadWish(load, LoadPart.Whole));

    /// <summary>Called when another load is asked for; set before anybody can ask.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>What the engine is doing.</summary>
    public LoadProgress Progress { get; init; } = new();

    /// <summary>What was changed so far, a line each.</summary>
    public IReadOnlyList<string> Changes
    {
        get
        {
            lock (changes)
            {
                return [.. changes];
            }
        }
    }

    /// <summary>When another load was set for the first time, since the run's start; null where none was.</summary>
    public TimeSpan? ChangedAt
    {
        get
        {
            lock (changes)
            {
                return changedAt;
            }
        }
    }

    /// <summary>Sets another load from now on; the report says so. False where the engine cannot change it.</summary>
    public bool Change(LoadProfile target)
    {
        if (target == Load.Target)
        {
            return true;
        }

        if (!canChange || !IsOfOneKind(Load.Target, target))
        {
            return false;
        }

        var text =
            $"changed to {LoadWords.Describe(target)} after {Figures.Time(clock.Elapsed)}"
            + (Load.Target.Length is null ? "" : "; the plan's stages no longer count");
        Note(text);
        lock (changes)
        {
            changedAt ??= clock.Elapsed;
        }

        view.Note(NoteLevel.Information, text);
        Load.Change(target);
        Changed();
        return true;
    }

    /// <summary>Ends the run as if its time were over; a second call interrupts what runs.</summary>
    public void Stop()
    {
        if (!control.Tokens.StartNothingNew.IsCancellationRequested)
        {
            Note($"{EndingWords.StoppedOnPage} after {Figures.Time(clock.Elapsed)}");
        }

        control.Stop();
    }

    // Users become more or fewer, a rate another rate; a run of one kind does not become one of the other.
    private static bool IsOfOneKind(LoadProfile from, LoadProfile to) =>
        (from, to) is (UserLoad, UserLoad) or (ArrivalLoad, ArrivalLoad);

    private void Note(string change)
    {
        lock (changes)
        {
            changes.Add(change);
        }
    }
}
