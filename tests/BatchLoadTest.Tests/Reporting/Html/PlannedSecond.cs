using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Html;

/// <summary>What happens in a second of a run made for a test.</summary>
/// <param name="Requests">Requests, of one step.</param>
/// <param name="Failed">Failed ones among them, at most.</param>
/// <param name="Milliseconds">How long each takes.</param>
/// <param name="Rows">Rows of the batch that ends.</param>
internal sealed record PlannedSecond(int Requests, int Failed, int Milliseconds, int Rows)
{
    /// <summary>Failed ones among the requests.</summary>
    public int Failures => Math.Min(Failed, Requests);

    /// <summary>Puts it into an interval.</summary>
    public void Fill(Interval interval)
    {
        for (var request = 0; request < Requests; request++)
        {
            var outcome = request < Failures ? Outcome.TimedOut : Outcome.Success;
            interval.Add(Measure.Of(Step.Poll, outcome, milliseconds: Milliseconds), TimeSpan.Zero);
        }

        interval.BatchCreated(Rows);
        interval.BatchesEnded.Add(Measure.Batch(outputRows: Rows) with { Rows = Rows });
    }
}
