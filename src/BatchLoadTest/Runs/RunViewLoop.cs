using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>
/// Shows a person the newest figures once a second, in a loop of its own: a terminal or a pipe that takes no more text must
/// not hold up the measuring.
/// </summary>
internal sealed class RunViewLoop(IRunView view, IRunFigures figures, RunPhases phases, TimeProvider timeProvider)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Returns once it is cancelled.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Period, timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                view.Update(figures.Latest, phases.Now());
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over; the summary follows.
        }
    }
}
