namespace BatchLoadTest.Capacity.Inference;

/// <summary>How fast the unfinished rows grew while a level was measured, in rows a second.</summary>
/// <param name="Slope">The line through the means of the blocks.</param>
/// <param name="Lower">
/// What it is at least, where the backlog is taken for a walk that forgets nothing: the widest that chance alone can
/// drive it, so that a slow swing of a stable service is not condemned.
/// </param>
/// <param name="Upper">What it is at most, where the backlog is taken for one that swings around a level.</param>
public sealed record Growth(double Slope, double Lower, double Upper);
