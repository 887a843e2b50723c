using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Recording;

/// <summary>A run as its journal has it, with all its figures.</summary>
public sealed record RecordedRun
{
    /// <summary>What the run was asked to do.</summary>
    public required RunFacts Run { get; init; }

    /// <summary>How it ended; where the journal has no end, as far as it goes.</summary>
    public required RunEnding Ending { get; init; }

    /// <summary>The sum of all its seconds.</summary>
    public required RunSnapshot Final { get; init; }

    /// <summary>The run second by second.</summary>
    public required IRunHistory History { get; init; }

    /// <summary>Fingerprints of the API keys it used.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Stretches in which the service answered nothing while requests of this run waited, in the order of time.</summary>
    public IReadOnlyList<SilencePiece> Silences { get; init; } = [];

    /// <summary>Stretches of at least a second in which this run heard nothing from the service, likewise.</summary>
    public IReadOnlyList<SilencePiece> Quiet { get; init; } = [];

    /// <summary>Its thresholds, judged again by its seconds; null where they are to be judged when asked for.</summary>
    public RecordedThresholds? Thresholds { get; init; }

    /// <summary>Its thresholds, judged again on <see cref="Final"/> and on its seconds.</summary>
    /// <exception cref="JournalException">This version does not know one of them.</exception>
    public IReadOnlyList<ThresholdResult> Judge() =>
        (Thresholds ?? RecordedThresholds.Of(Run, History)).Judge(Final, Ending);

    /// <summary>Reads a whole journal.</summary>
    /// <param name="folderOrFile">A results folder, or the journal itself.</param>
    /// <param name="prices">What tokens cost, instead of what was given with the run; null or empty for that.</param>
    /// <exception cref="JournalException">There is none, or it cannot be read.</exception>
    public static RecordedRun Read(string folderOrFile, PriceList? prices = null)
    {
        var journal = Journal.Open(folderOrFile);
        var run = journal.Run;
        if (prices is { IsEmpty: false })
        {
            run = run with { Prices = prices };
        }

        var statistics = new RunStatistics(new StepNames(run.ApiBase), run.StartedAt, TermsOf(run));
        var thresholds = new RecordedThresholds(run);
        List<SilencePiece> silences = [];
        List<SilencePiece> quiet = [];
        var peak = 0;
        var (started, ended, failed) = (0L, 0L, 0L);
        var last = run.BeganAt;
        foreach (var interval in journal.Read())
        {
            statistics.Add(interval);
            thresholds.Windows.Write(interval);
            interval.Silences.ToList().ForEach(piece => SilenceStretches.Append(silences, piece));
            interval.Quiet.ToList().ForEach(piece => SilenceStretches.Append(quiet, piece));
            peak = Math.Max(peak, interval.Users);
            started += interval.IterationsStarted;
            ended += interval.IterationsEnded;
            failed += interval.IterationsFailed;
            last = DateTimeOffset.FromUnixTimeSeconds(interval.Second + 1);
        }

        var (ending, keys) = journal.ReadEnding();
        ending ??= new RunEnding
        {
            EndedAt = last,
            End = RunEnd.Unknown,
            Problem = "the journal has no end: the process was killed, or still runs",
            Load = new LoadOutcome
            {
                Started = started,
                Completed = ended - failed,
                Failed = failed,
                Interrupted = started - ended,
                Dropped = 0,
                PeakUsers = peak,
                WarmUpCutAfter = last < run.StartedAt ? last - run.BeganAt : null,
                LoadTime = last > run.StartedAt ? last - run.StartedAt : TimeSpan.Zero,
                StopTime = TimeSpan.Zero,
            },
            Notices = [],
        };
        return new RecordedRun
        {
            Run = run,
            Ending = ending,
            Final = statistics.Snapshot(0, ending.Elapsed),
            History = journal,
            Thresholds = thresholds,
            Keys = keys,
            Silences = silences,
            Quiet = quiet,
        };
    }

    /// <summary>What was asked for of a run, as far as its figures rest on it.</summary>
    public static RunTerms TermsOf(RunFacts run) =>
        new()
        {
            Limits = LimitsOf(run),
            Profile = run.Plan.Profile,
            Window = run.Window,
            Classes = run.Classes,
            Prices = run.Prices,
        };

    private static StepLimits LimitsOf(RunFacts run)
    {
        // An older journal may have thresholds that this version does not know; judging says so.
        var parser = new ThresholdParser(new MetricCatalogue());
        return StepLimitsReader.Read(
            run.Thresholds.Select(threshold => threshold.TryParse(parser)).OfType<Threshold>()
        );
    }
}
