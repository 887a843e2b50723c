using System.Collections.Immutable;

namespace BatchLoadTest.Load.Profiles;

/// <summary>
/// A level over time in straight stretches: of users, or of starts per second. After the last one the level stays. A pure
/// function of elapsed time.
/// </summary>
public sealed class Schedule : IEquatable<Schedule>
{
    private readonly ImmutableArray<LoadStage> stages;

    private Schedule(ImmutableArray<LoadStage> stages) => this.stages = stages;

    /// <summary>The stretches, in order; none where the level never changes.</summary>
    public IReadOnlyList<LoadStage> Stages => stages;

    /// <summary>The level after the last stretch, which never ends by itself.</summary>
    public double Last { get; private init; }

    /// <summary>How long all stretches last together; null for a level that never changes.</summary>
    public TimeSpan? Length =>
        stages.IsEmpty ? null : stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.Length);

    /// <summary>The highest level.</summary>
    public double Highest => stages.Aggregate(Last, (most, stage) => Math.Max(most, Math.Max(stage.From, stage.To)));

    /// <summary>The first level above 0 that a stretch leads to; 0 where there is none.</summary>
    public double FirstNamed =>
        stages.IsEmpty ? Last : stages.Select(stage => stage.To).FirstOrDefault(level => level > 0);

    /// <summary>A level that never changes.</summary>
    public static Schedule Constant(double level) => new([]) { Last = level };

    /// <summary>One stretch after the other.</summary>
    /// <param name="stages">At least one.</param>
    public static Schedule Of(IEnumerable<LoadStage> stages)
    {
        ImmutableArray<LoadStage> all = [.. stages];
        return new(all) { Last = all[^1].To };
    }

    /// <summary>The same after a stretch at the first level named.</summary>
    public Schedule After(TimeSpan wait) =>
        wait <= TimeSpan.Zero || stages.IsEmpty ? this : Of([new LoadStage(wait, FirstNamed, FirstNamed), .. stages]);

    /// <summary>The level at a moment; before the beginning that of the beginning.</summary>
    public double At(TimeSpan elapsed)
    {
        var begin = TimeSpan.Zero;
        foreach (var stage in stages)
        {
            if (elapsed < begin + stage.Length)
            {
                return stage.At(elapsed <= begin ? TimeSpan.Zero : elapsed - begin);
            }

            begin += stage.Length;
        }

        return Last;
    }

    /// <summary>What the levels add up to from the beginning to a moment: of starts per second, the starts.</summary>
    public double AreaUntil(TimeSpan elapsed)
    {
        var (begin, sum) = (TimeSpan.Zero, 0.0);
        foreach (var stage in stages)
        {
            if (elapsed < begin + stage.Length)
            {
                return sum + stage.AreaUntil(elapsed <= begin ? TimeSpan.Zero : elapsed - begin);
            }

            (begin, sum) = (begin + stage.Length, sum + stage.Area);
        }

        return sum + (Math.Max(0, (elapsed - begin).TotalSeconds) * Last);
    }

    /// <summary>
    /// When the levels have added up to <paramref name="area"/>: of starts per second, when so many starts are due. Null where
    /// they never do.
    /// </summary>
    public TimeSpan? TimeOfArea(double area)
    {
        var (begin, sum) = (TimeSpan.Zero, 0.0);
        foreach (var stage in stages)
        {
            // Not what is just reached at its end: that is due where the next one has anything.
            if (area < sum + stage.Area)
            {
                return begin + stage.TimeOfArea(area - sum);
            }

            (begin, sum) = (begin + stage.Length, sum + stage.Area);
        }

        var seconds = (area - sum) / Last;
        return Last > 0 && seconds < (TimeSpan.MaxValue - begin).TotalSeconds
            ? begin + TimeSpan.FromSeconds(Math.Max(0, seconds))
            : null;
    }

    /// <summary>The level at a moment as a whole number, halves upwards.</summary>
    public int RoundedAt(TimeSpan elapsed) => Rounded(At(elapsed));

    /// <summary>A level as a whole number, halves upwards.</summary>
    public static int Rounded(double level) => (int)Math.Floor(level + 0.5);

    /// <summary>When <see cref="RoundedAt"/> changes next after a moment, or may; null where it stays.</summary>
    public TimeSpan? NextChange(TimeSpan elapsed)
    {
        var begin = TimeSpan.Zero;
        foreach (var stage in stages)
        {
            var end = begin + stage.Length;
            if (elapsed < end)
            {
                return Crossing(stage, elapsed - begin) is { } crossing ? begin + crossing : end;
            }

            begin = end;
        }

        return null;
    }

    /// <summary>
    /// The stretches in which the level is above 0 and does not change, in order; the last without an end where the level
    /// stays there after all stages.
    /// </summary>
    public IReadOnlyList<FlatStretch> Flat()
    {
        List<FlatStretch> flat = [];
        var (begin, since) = (TimeSpan.Zero, TimeSpan.Zero);
        // 0 where nothing is held: that level is none that counts.
        var held = 0.0;
        foreach (var stage in stages)
        {
            if (!stage.IsFlat || !stage.From.Equals(held))
            {
                AddTo(flat, held, new(since, begin));
                (held, since) = (stage.IsFlat ? stage.From : 0, begin);
            }

            begin += stage.Length;
        }

        AddTo(flat, Last, new(held > 0 ? since : begin, null));
        return flat;
    }

    /// <inheritdoc/>
    public bool Equals(Schedule? other) =>
        other is not null && Last.Equals(other.Last) && stages.AsSpan().SequenceEqual(other.stages.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schedule);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Last, stages.Length);

    private static void AddTo(List<FlatStretch> flat, double level, FlatStretch stretch)
    {
        if (level > 0)
        {
            flat.Add(stretch);
        }
    }

    // The next moment within the stage at which the level passes a half; null where it does not.
    private static TimeSpan? Crossing(LoadStage stage, TimeSpan sinceBegin)
    {
        if (stage.IsFlat)
        {
            return null;
        }

        var now = Rounded(stage.At(sinceBegin));
        var half = stage.To > stage.From ? now + 0.5 : now - 0.5;
        var share = (half - stage.From) / (stage.To - stage.From);
        if (share >= 1)
        {
            return null;
        }

        // Not the same moment again where a double is a hair short: a tick further at least.
        var at = TimeSpan.FromTicks((long)Math.Ceiling(stage.Length.Ticks * share));
        return at > sinceBegin ? at : sinceBegin + TimeSpan.FromTicks(1);
    }
}
