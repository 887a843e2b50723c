using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Capacity.Search;

/// <summary>What the levels so far say together.</summary>
internal sealed class SearchState
{
    private const int MostStepsDown = 3;

    private readonly CapacityBounds bounds;
    private readonly List<double> undecided = [];
    private readonly List<double> invalidOnce = [];

    public SearchState(CapacityBounds bounds, IReadOnlyList<CapacityLevel> levels)
    {
        this.bounds = bounds;
        foreach (var level in levels)
        {
            Take(level);
        }
    }

    /// <summary>The highest load that passed.</summary>
    public double? Lower { get; private set; }

    /// <summary>Whether <see cref="Lower"/> held for three times the level time.</summary>
    public bool IsLowerConfirmed { get; private set; }

    /// <summary>The lowest load that broke the service.</summary>
    public double? Upper { get; private set; }

    /// <summary>The lowest load that the generator could not apply.</summary>
    public double? Ceiling { get; private set; }

    /// <summary>A lower bound that passed and did not hold when it was confirmed; the last one.</summary>
    public double? Lost { get; private set; }

    /// <summary>The level that set <see cref="Upper"/>.</summary>
    public CapacityLevel? Broken { get; private set; }

    /// <summary>A failure that has to be seen twice.</summary>
    public double? ToRepeat { get; private set; }

    /// <summary>A load that was invalid once.</summary>
    public CapacityLevel? ToTryAgain { get; private set; }

    /// <summary>The load of the next step down; null where none is due.</summary>
    public double? ToStepTo { get; private set; }

    /// <summary>Steps down so far: there were lower bounds that passed and were not confirmed.</summary>
    public int StepsDown { get; private set; }

    /// <summary>The mean of the unfinished rows of the last level that passed; 0 before one did.</summary>
    public double StableRows { get; private set; }

    /// <summary>Loads between the bounds that stayed undecided, in order.</summary>
    public IReadOnlyList<double> Undecided =>
        [
            .. undecided
                .Where(load => load > (Lower ?? 0) && load < (Upper ?? double.PositiveInfinity))
                .Distinct()
                .Order(),
        ];

    private bool HasRepeated { get; set; }

    /// <summary>Of some levels those whose verdict has to be seen twice, and has not been.</summary>
    public static IReadOnlyList<CapacityLevel> SeenOnce(IReadOnlyList<CapacityLevel> levels)
    {
        List<CapacityLevel> found = [];
        var first = levels.ToList().FindIndex(level => level.Decision.Verdict.IsBroken() && !IsOfBound(level));
        if (first >= 0 && !levels.Skip(first + 1).Any(level => Settles(level, levels[first].Order.Load)))
        {
            found.Add(levels[first]);
        }

        if (
            levels.ToList() is [.. var before, { Decision.Verdict: LevelVerdict.Invalid } last]
            && before.All(level =>
                level.Decision.Verdict != LevelVerdict.Invalid || level.Order.Load != last.Order.Load
            )
        )
        {
            found.Add(last);
        }

        return found;
    }

    // What passes settles all loads below it, and what breaks the service all above.
    private static bool Settles(CapacityLevel level, double once) =>
        level.Decision.Verdict == LevelVerdict.Passed
            ? level.Order.Load >= once
            : level.Decision.Verdict.IsBroken() && level.Order.Load <= once;

    // One such failure is enough: it lasted three times the level time.
    private static bool IsOfBound(CapacityLevel level) =>
        level.Order.Purpose is LevelPurpose.Confirm or LevelPurpose.StepDown;

    private void Take(CapacityLevel level)
    {
        var load = level.Order.Load;
        (ToRepeat, ToTryAgain, ToStepTo) = (null, null, null);
        switch (level.Decision.Verdict)
        {
            case LevelVerdict.Passed:
                Pass(level);
                break;
            case LevelVerdict.Undecided:
                undecided.Add(load);
                Lose(level);
                break;
            case LevelVerdict.Invalid:
                Invalidate(level);
                break;
            default:
                Break(level);
                break;
        }
    }

    private void Pass(CapacityLevel level)
    {
        StableRows = level.Decision.UnfinishedRows;
        Lower = level.Order.Load;
        IsLowerConfirmed = IsOfBound(level);
    }

    private void Break(CapacityLevel level)
    {
        var load = level.Order.Load;
        if (!HasRepeated && !IsOfBound(level))
        {
            HasRepeated = true;
            ToRepeat = load;
            return;
        }

        if (Upper is null || load < Upper)
        {
            (Upper, Broken) = (load, level);
        }

        Lose(level);
    }

    // Each step is twice as far as the one before: what was lost may be half of the service.
    private void Lose(CapacityLevel level)
    {
        if (!IsOfBound(level))
        {
            return;
        }

        (Lower, IsLowerConfirmed) = (null, false);
        if (level.Decision.Verdict.IsBroken())
        {
            Lost ??= level.Order.Load;
        }

        if (StepsDown < MostStepsDown && level.Order.Load > bounds.From)
        {
            var step = Math.Pow(1 + bounds.Resolution, 1 << StepsDown);
            StepsDown++;
            var lower = level.Order.Load / step;
            ToStepTo = Math.Max(bounds.From, bounds.IsWhole ? Math.Floor(lower) : lower);
        }
    }

    private void Invalidate(CapacityLevel level)
    {
        var load = level.Order.Load;
        if (!invalidOnce.Contains(load))
        {
            invalidOnce.Add(load);
            ToTryAgain = level;
            return;
        }

        Ceiling = Math.Min(Ceiling ?? load, load);
    }
}
