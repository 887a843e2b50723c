namespace BatchLoadTest.Load.Profiles;

/// <summary>A stretch in which a value goes straight from one level to another.</summary>
/// <param name="Length">How long it lasts; above zero.</param>
/// <param name="From">The level at its beginning; at least 0.</param>
/// <param name="To">The level at its end; the same for a flat one.</param>
public readonly record struct LoadStage(TimeSpan Length, double From, double To)
{
    /// <summary>Whether the level does not change in it.</summary>
    public bool IsFlat => From.Equals(To);

    /// <summary>What the levels add up to over the stage: of starts per second, the starts.</summary>
    public double Area => Length.TotalSeconds * (From + To) / 2;

    /// <summary>The level so long after its beginning.</summary>
    public double At(TimeSpan sinceBegin) => From + ((To - From) * (sinceBegin / Length));

    /// <summary>What the levels add up to from its beginning to a moment.</summary>
    public double AreaUntil(TimeSpan sinceBegin) => sinceBegin.TotalSeconds * (From + At(sinceBegin)) / 2;

    /// <summary>When they have added up to <paramref name="area"/>, from 0 to <see cref="Area"/>.</summary>
    public TimeSpan TimeOfArea(double area)
    {
        if (area <= 0)
        {
            return TimeSpan.Zero;
        }

        // From·t + slope·t²/2 = area, in the form that loses nothing where the slope is next to 0.
        var slope = (To - From) / Length.TotalSeconds;
        var root = Math.Sqrt(Math.Max(0, (From * From) + (2 * slope * area)));
        var seconds = 2 * area / (From + root);
        return seconds >= Length.TotalSeconds ? Length : TimeSpan.FromSeconds(seconds);
    }
}
