using BatchLoadTest.Measurements;

namespace BatchLoadTest.Reporting.Html;

/// <summary>
/// A run over time in constant memory: at most <see cref="MaxPoints"/> points. When they do not suffice, each two
/// neighbours become one, so that counts stay exact, peaks stay, and from then on a point stands for twice the time.
/// </summary>
internal sealed class Timeline
{
    /// <summary>About as many as a chart has pixels; more would only make the page larger.</summary>
    public const int MaxPoints = 1_200;

    private readonly PerStep<PointSeries<StepPoint>?> steps = new(_ => null);
    private readonly PerStep<FailureKinds?> failuresOfSteps = new(_ => null);
    private RunPoint lastRun;

    /// <param name="origin">The second of Unix time in which the run started.</param>
    public Timeline(long origin)
    {
        Origin = origin;
        LastSecond = origin - 1;
    }

    /// <summary>The second of Unix time in which the run started.</summary>
    public long Origin { get; }

    /// <summary>The last second that was added; before <see cref="Origin"/> where none was.</summary>
    public long LastSecond { get; private set; }

    /// <summary>How many seconds a point stands for; the last one may stand for fewer.</summary>
    public long Width { get; private set; } = 1;

    /// <summary>How many points there are.</summary>
    public int Count => LastSecond < Origin ? 0 : IndexOf(LastSecond) + 1;

    /// <summary>What is not of a single step.</summary>
    public PointSeries<RunPoint> Run { get; } = new(MaxPoints);

    /// <summary>All steps together.</summary>
    public PointSeries<StepPoint> All { get; } = new(MaxPoints);

    /// <summary>Failures of all steps together.</summary>
    public FailureKinds Failures { get; } = new(MaxPoints);

    /// <summary>One step; null where it never had a request.</summary>
    public PointSeries<StepPoint>? this[Step step] => steps[step];

    /// <summary>Failures of one step; null where it had none.</summary>
    public FailureKinds? FailuresOf(Step step) => failuresOfSteps[step];

    /// <summary>Counts failures in the second that was added last.</summary>
    public void AddFailures(Step step, Outcome outcome, int status, long count)
    {
        var index = IndexOf(LastSecond);
        Failures.Add(index, outcome, status, count);
        (failuresOfSteps[step] ??= new(MaxPoints)).Add(index, outcome, status, count);
    }

    /// <summary>Adds a second, and those before it that have no record.</summary>
    /// <param name="second">Unix time; not before one that was added already.</param>
    /// <param name="run">What is not of a single step.</param>
    /// <param name="all">All steps together.</param>
    /// <param name="ofStep">One step.</param>
    public void Add(long second, RunPoint run, StepPoint all, Func<Step, StepPoint> ofStep)
    {
        // A clock that was set back must not lose what was measured.
        second = Math.Max(second, Math.Max(Origin, LastSecond));
        while (second - Origin >= Width * MaxPoints)
        {
            Widen();
        }

        FillUntil(second);
        var index = IndexOf(second);
        Run.Join(index, run);
        All.Join(index, all);
        foreach (var step in StepCatalogue.Steps)
        {
            if (ofStep(step) is { Requests: > 0 } point)
            {
                (steps[step] ??= new(MaxPoints)).Join(index, point);
            }
        }

        LastSecond = second;
        lastRun = run;
    }

    private int IndexOf(long second) => (int)((second - Origin) / Width);

    // By points, not by seconds: a machine may have slept for days.
    private void FillUntil(long second)
    {
        if (LastSecond >= second - 1 || LastSecond < Origin)
        {
            return;
        }

        for (var index = IndexOf(LastSecond + 1); index <= IndexOf(second - 1); index++)
        {
            Run.Join(index, RunPoint.Unrecorded(lastRun.Users, lastRun.InFlight));
        }
    }

    private void Widen()
    {
        Run.Halve();
        All.Halve();
        foreach (var step in steps)
        {
            step?.Halve();
        }

        Failures.Halve();
        foreach (var step in failuresOfSteps)
        {
            step?.Halve();
        }

        Width *= 2;
    }
}
