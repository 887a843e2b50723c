using BatchLoadTest.Load;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>How a person at the page changes and ends a run, and what the report says of that. Callable from any thread.</summary>
/// <param name="context">The run.</param>
/// <param name="clock">Its time.</param>
/// <param name="engine">What applies its load.</param>
internal sealed class RunSteering(RunContext context, RunClock clock, ILoadEngine engine)
{
    private readonly List<string> changes = [];

    /// <summary>The load that is wanted now, as the engine reads it.</summary>
    public LoadControl Load { get; } = new((ClosedLoad)context.Settings.Load.Profile);

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

    /// <summary>Wants another load from now on. False where the engine cannot change it.</summary>
    public bool Change(ClosedLoad target)
    {
        if (!engine.CanChange || target == Load.Target)
        {
            return engine.CanChange;
        }

        var text =
            $"changed to {Figures.Of(target.Users, "user")}, {target.SpawnRate:0.###} started per second, "
            + $"after {Figures.Time(clock.Elapsed)}";
        Note(text);
        context.View.Note(NoteLevel.Information, text);
        Load.Change(target);
        return true;
    }

    /// <summary>Ends the run as if its time were over; a second call interrupts what runs.</summary>
    public void Stop()
    {
        if (!context.Control.Tokens.StartNothingNew.IsCancellationRequested)
        {
            Note($"stopped on the page after {Figures.Time(clock.Elapsed)}");
        }

        context.Control.Stop();
    }

    private void Note(string change)
    {
        lock (changes)
        {
            changes.Add(change);
        }
    }
}
