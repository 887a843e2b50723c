using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Capacity.Search;

/// <summary>
/// The search for the largest load that a service takes: a pure function from the levels so far to the next one. Twice
/// the load while it passes; the first failure once more after a drain; geometric bisection to the resolution; the lower
/// bound confirmed over three times the level time, with at most three steps down.
/// </summary>
/// <remarks>
/// A level that stays undecided is no bound. The search goes on at both sides of it, until the gaps there are half of
/// the resolution each; what then is left open is said by <see cref="CapacityResult.Undecided"/>. An invalid level is
/// tried once more; then its load is the generator's ceiling, and nothing above it is asked for.
/// </remarks>
public sealed class CapacitySearch
{
    private const int ConfirmLevelTimes = 3;

    // A step down of just the resolution is not bisected for the rounding of its ratio.
    private const double Rounding = 1e-9;

    private readonly SearchState state;

    /// <summary>A search before its first level.</summary>
    public CapacitySearch(CapacityBounds bounds)
        : this(bounds, []) { }

    private CapacitySearch(CapacityBounds bounds, IReadOnlyList<CapacityLevel> levels)
    {
        Bounds = bounds;
        Levels = levels;
        state = new SearchState(bounds, levels);
        Next = FindNext();
    }

    /// <summary>Where and how finely it looks.</summary>
    public CapacityBounds Bounds { get; }

    /// <summary>The levels so far, in the order of time.</summary>
    public IReadOnlyList<CapacityLevel> Levels { get; }

    /// <summary>The level to measure next; null where the search has ended.</summary>
    public LevelOrder? Next { get; }

    /// <summary>What is known so far; the answer once <see cref="Next"/> is null.</summary>
    public CapacityResult Result =>
        new(EndingNow(), state.Lower, state.Upper)
        {
            IsLowerConfirmed = state.IsLowerConfirmed,
            Undecided = state.Undecided,
            Ceiling = state.Ceiling,
            Lost = state.Lost,
            BrokeFirst = state.Broken?.Decision,
            Levels = Levels,
        };

    /// <summary>The search after the level that <see cref="Next"/> asked for.</summary>
    /// <exception cref="InvalidOperationException">The search has ended.</exception>
    public CapacitySearch After(LevelDecision decision) =>
        Next is { } order
            ? new CapacitySearch(Bounds, [.. Levels, new CapacityLevel(order, decision)])
            : throw new InvalidOperationException("The search has ended.");

    private LevelOrder? FindNext()
    {
        if (Levels.Count >= Bounds.MostLevels || LowestBreaks)
        {
            return null;
        }

        if (state.ToTryAgain is { } again)
        {
            return again.Order;
        }

        if (state.ToRepeat is { } failed)
        {
            return Order(failed, LevelPurpose.Repeat);
        }

        if (state.ToStepTo is { } lower)
        {
            return Order(lower, LevelPurpose.StepDown);
        }

        if (Levels.Count == 0)
        {
            return Order(Bounds.From, LevelPurpose.Raise);
        }

        if (state is { StepsDown: > 0, Lower: null })
        {
            return null;
        }

        if (NextUp() is { } up)
        {
            return Order(up, LevelPurpose.Raise);
        }

        return WidestGap() is { } middle ? Order(middle, LevelPurpose.Bisect)
            : state is { Lower: { } bound, IsLowerConfirmed: false } && state.Ceiling != bound
                ? Order(bound, LevelPurpose.Confirm)
            : null;
    }

    private bool LowestBreaks => state.Upper <= Bounds.From;

    private LevelOrder Order(double load, LevelPurpose purpose) =>
        new(
            load,
            purpose,
            purpose is LevelPurpose.Confirm or LevelPurpose.StepDown ? ConfirmLevelTimes : 1,
            // A failure is repeated on a service with nothing left of the first.
            purpose == LevelPurpose.Repeat
                ? 0
                : state.StableRows
        );

    // Twice the highest load so far, where nothing broke the service yet.
    private double? NextUp()
    {
        if (state.Upper is not null || state.Ceiling is not null)
        {
            return null;
        }

        var highest = state.Undecided.Append(state.Lower ?? 0).Max();
        var next = Math.Min(2 * highest, Bounds.To ?? double.PositiveInfinity);
        return next > highest ? next : null;
    }

    // The geometric middle of the widest gap between two neighbours of: lower bound, undecided loads, upper bound.
    private double? WidestGap()
    {
        var top = state.Upper ?? state.Ceiling;
        if (top is null || (state.Lower is { } known && top / known <= 1 + Bounds.Resolution + Rounding))
        {
            return null;
        }

        // Without a load that passed the lowest one is the bottom: it was the first.
        var bottom = state.Lower ?? Bounds.From;
        var inside = state.Undecided;
        var enough = inside.Count == 0 ? 1 + Bounds.Resolution : 1 + (Bounds.Resolution / 2);
        (double From, double To)[] gaps =
            inside.Count == 0 ? [(bottom, top.Value)] : [(bottom, inside[0]), (inside[^1], top.Value)];
        var widest = gaps.MaxBy(gap => gap.To / gap.From);
        return widest.To / widest.From > enough + Rounding ? Middle(widest.From, widest.To) : null;
    }

    // Of whole numbers there may be none between the two.
    private double? Middle(double from, double to)
    {
        var middle = Math.Sqrt(from * to);
        if (!Bounds.IsWhole)
        {
            return middle;
        }

        var whole = Math.Clamp(Math.Round(middle), from + 1, Math.Max(from + 1, to - 1));
        return whole < to ? whole : null;
    }

    private CapacityEnding EndingNow()
    {
        if (Next is not null)
        {
            return CapacityEnding.Unfinished;
        }

        if (LowestBreaks)
        {
            return CapacityEnding.LowestLevelBreaks;
        }

        return Levels.All(level => level.Decision.Verdict == LevelVerdict.Invalid) ? CapacityEnding.NoLevelValid
            : state.Lower is not null ? CapacityEnding.Found
            : state.Lost is not null ? CapacityEnding.CapacityChanged
            : CapacityEnding.Undecided;
    }
}
