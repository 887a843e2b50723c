namespace BatchLoadTest.MockServer.Planning;

/// <summary>Draws that are spread evenly over 0 to 1 however few they are.</summary>
internal static class SpreadDraws
{
    /// <summary>
    /// The golden ratio's fraction: its multiples spread evenly, so that a share of ten rows is met too, and fall into
    /// step with no other pattern of the rows.
    /// </summary>
    private const double Step = 0.618033988749895;

    /// <summary>The draw of a position, from 0 (included) to 1 (excluded).</summary>
    /// <param name="phase">Where the sequence begins, from 0 to 1.</param>
    /// <param name="position">The position in it.</param>
    public static double At(double phase, int position)
    {
        var draw = phase + (position * Step);
        return draw - Math.Floor(draw);
    }
}
