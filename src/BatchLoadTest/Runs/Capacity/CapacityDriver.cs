using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Runs.Capacity;

/// <summary>
/// Steers a run through the levels of a search: each second it tells the level what happened, and sets the load that comes
/// next. Called by the collector's thread only; <see cref="Report"/> by any.
/// </summary>
internal sealed class CapacityDriver : IIntervalSink
{
    private readonly CapacitySettings settings;
    private readonly LoadProfile start;
    private readonly LoadControl load;
    private readonly LevelSamples samples;
    private readonly double rowsPerBatch;
    private CapacitySearch search;
    private LevelTrial? trial;
    private double rowsInFlight;
    private CapacityReport report;

    /// <summary>Before the first level.</summary>
    /// <param name="settings">Where it looks, and by what a level is judged.</param>
    /// <param name="load">How the load is set; its target of now is none.</param>
    /// <param name="rowsPerBatch">Rows of each batch.</param>
    public CapacityDriver(CapacitySettings settings, LoadControl load, int rowsPerBatch)
    {
        this.settings = settings;
        this.load = load;
        this.rowsPerBatch = rowsPerBatch;
        start = load.Target;
        samples = new LevelSamples(settings.Thresholds);
        search = new CapacitySearch(settings.Bounds);
        report = Now();
    }

    /// <summary>Called where the search has come to its end.</summary>
    public Action Ended { get; set; } = static () => { };

    /// <summary>Told of each level, a line.</summary>
    public Action<string> Note { get; set; } = static _ => { };

    /// <summary>What is known so far.</summary>
    public CapacityReport Report => Volatile.Read(ref report);

    /// <summary>What a level is judged by, and what of the thresholds it cannot be judged by.</summary>
    public LevelSamples Judged => samples;

    /// <inheritdoc/>
    public void Write(Interval interval)
    {
        var before = rowsInFlight;
        rowsInFlight += interval.RowsCreated - interval.BatchesEnded.Sum(batch => (double)batch.Rows);
        if (interval.IsStopping || search.Next is not { } order)
        {
            Stop();
            return;
        }

        trial ??= Begin(order);
        var phase = trial.Add(
            SecondOf(interval, (before + rowsInFlight) / 2),
            [
                .. interval
                    .BatchesEnded.Where(batch => batch.Outcome == BatchOutcome.Completed)
                    .Select(batch => batch.Turnaround.TotalSeconds),
            ],
            samples.Of(interval)
        );
        Apply(phase, order);
    }

    // Where time or a person ends the search, the level that was being measured is looked at once more. A lower bound that
    // could not be confirmed for want of time stays one.
    private void Stop()
    {
        if (trial is { Phase: LevelPhase.Measuring } && search.Next is { } order)
        {
            var decision = trial.Stop();
            if (
                decision.Verdict is not (LevelVerdict.Undecided or LevelVerdict.Invalid)
                || order.Purpose is not (LevelPurpose.Confirm or LevelPurpose.StepDown)
            )
            {
                Take(decision);
            }
        }

        trial = null;
        Volatile.Write(ref report, Now());
    }

    private void Take(LevelDecision decision)
    {
        Note($"level {search.Levels.Count + 1}: {CapacitySentences.Word(decision.Verdict)}: {decision.Reason}");
        search = search.After(decision);
        trial = null;
    }

    private LevelTrial Begin(LevelOrder order)
    {
        Note(
            $"level {search.Levels.Count + 1}: {order.Load:0.###} {settings.Unit} ({CapacitySentences.Purpose(order.Purpose)})"
        );
        return new LevelTrial(
            new LevelPlan(
                new LevelLoad(order.Load, rowsPerBatch),
                settings.LevelTime.TotalSeconds * order.LevelTimes,
                order.DrainToRows
            )
            {
                IsClosed = settings.OfUsers,
            },
            new LevelRules { Alpha = settings.Bounds.Alpha, Thresholds = samples.Thresholds }
        );
    }

    private void Apply(LevelPhase phase, LevelOrder order)
    {
        if (phase != LevelPhase.Ended)
        {
            Volatile.Write(
                ref report,
                report with
                {
                    Current = new LevelInProgress(search.Levels.Count + 1, order, phase, trial!.Seconds),
                }
            );
            Set(phase == LevelPhase.Draining ? 0 : order.Load);
            return;
        }

        Take(trial!.Decision);
        Volatile.Write(ref report, Now());
        Set(0);
        if (search.Next is null)
        {
            Ended();
        }
    }

    // The next level drains first; a level that follows one that passed goes on without a pause where it can.
    private void Set(double wanted)
    {
        LoadProfile next = start switch
        {
            ArrivalLoad arrivals => arrivals with { Rate = Schedule.Constant(wanted) },
            // All of them at once: a level begins when they run.
            _ => new ClosedLoad((int)Math.Round(wanted), Math.Max(1, wanted)),
        };
        if (next != load.Target)
        {
            load.Change(next);
        }
    }

    private CapacityReport Now() => new(settings.Unit, rowsPerBatch, search.Result) { NotJudged = samples.NotJudged };

    private static LevelSecond SecondOf(Interval interval, double unfinishedRows) =>
        new(
            unfinishedRows,
            (int)(interval.IterationsStarted + interval.StartsDropped),
            (int)interval.IterationsStarted,
            interval.BatchesEnded.Sum(batch => (double)batch.Rows),
            (int)(interval.Steps[Step.Create].Refused?[(int)Refusal.Capacity] ?? 0),
            interval.Generator.IsDoubtful
        );
}
