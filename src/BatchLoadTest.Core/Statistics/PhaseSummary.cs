using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>How long one phase of a step's requests took.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Times">Of the requests in which it took any time.</param>
/// <param name="Answered">All requests of the step that were answered.</param>
public sealed record PhaseSummary(RequestPhase Phase, LatencySummary Times, long Answered)
{
    /// <summary>What it took of a request on average, those in which it took none included: of a step, these add up.</summary>
    public TimeSpan Mean => Answered == 0 ? TimeSpan.Zero : Times.Mean * ((double)Times.Count / Answered);
}
