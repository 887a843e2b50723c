namespace BatchLoadTest.Capacity.Inference;

/// <summary>How fast the unfinished rows grew while a level was measured, in rows a second.</summary>
/// <param name="Slope">The line through the means of the blocks.</param>
/// <param name="Lower">
/// What it is at least, where the backlog is taken for a walk that forgets nothing: the widest that chance alone can
/// drive it, so that a slow swing of a stable service is not condemned.
/// </param>
/// <param name="Upper">What it is at most, where the backlog is taken for one that swings around a level.</param>
public sealed record Growth(double Slope, double Lower, double Upper)
{
    /// <summary>Such as <c>31 (28.5 to 33.5)</c>; a side without a bound is left out.</summary>
    public override string ToString() => $"{Slope:0.##}{Interval}";

    private string Interval =>
        (double.IsFinite(Lower), double.IsFinite(Upper)) switch
        {
            (true, true) => $" ({Lower:0.##} to {Upper:0.##})",
            (true, false) => $" (from {Lower:0.##})",
            (false, true) => $" (up to {Upper:0.##})",
            _ => "",
        };
}
