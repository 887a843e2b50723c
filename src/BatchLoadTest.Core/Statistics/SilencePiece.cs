namespace BatchLoadTest.Statistics;

/// <summary>
/// A part of a stretch of time in which no byte of any answer came. Parts that touch are one stretch: it is reported second by
/// second, so that a run that is killed loses none of it.
/// </summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Waiting">The most requests that waited in it at one time.</param>
public readonly record struct SilencePiece(DateTimeOffset From, DateTimeOffset To, int Waiting)
{
    /// <summary>
    /// Whether it is of one stretch with the part before although they do not touch: all requests had timed out, and for a
    /// moment none waited; no byte came in between.
    /// </summary>
    public bool GoesOn { get; init; }

    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;
}
