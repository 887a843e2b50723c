namespace BatchLoadTest.Comparison.Sampling;

/// <summary>The part of one run that is compared.</summary>
/// <param name="Seconds">For requests and for everything per second.</param>
/// <param name="Batches">For what is counted by the batch.</param>
internal sealed record ComparedPart(RunWindow Seconds, RunWindow Batches)
{
    /// <summary>Requests per second.</summary>
    public double RequestRate => Rate(Seconds.Counts.Total);

    /// <summary>Batches that ended per second.</summary>
    public double BatchRate => Rate(Seconds.Counts.Ended);

    /// <summary>The same part, of one class of batches.</summary>
    /// <param name="number">The class, from 1.</param>
    public ComparedPart OfClass(int number) => new(Seconds.OfClass(number), Batches.OfClass(number));

    private double Rate(long count) => Seconds.Seconds == 0 ? 0 : (double)count / Seconds.Seconds;
}
