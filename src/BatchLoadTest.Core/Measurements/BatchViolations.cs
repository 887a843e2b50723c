namespace BatchLoadTest.Measurements;

/// <summary>What a service must not do with a batch, and how often polls showed it.</summary>
/// <param name="Backwards">A status earlier than one seen before.</param>
/// <param name="CountsShrank">Fewer rows done than seen before.</param>
/// <param name="UnknownStatus">
/// Of one batch: answers with a status that is none of the known ones. Of a run: batches that came from such a status to
/// no known end.
/// </param>
/// <param name="NotFound">404 for a batch that the service had created.</param>
public readonly record struct BatchViolations(int Backwards, int CountsShrank, int UnknownStatus, int NotFound)
{
    /// <summary>These and those.</summary>
    public BatchViolations Plus(BatchViolations other) =>
        new(
            Backwards + other.Backwards,
            CountsShrank + other.CountsShrank,
            UnknownStatus + other.UnknownStatus,
            NotFound + other.NotFound
        );

    /// <summary>All together.</summary>
    public int Total => Backwards + CountsShrank + UnknownStatus + NotFound;
}
