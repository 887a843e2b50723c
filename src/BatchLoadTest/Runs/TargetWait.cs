using BatchLoadTest.BatchApi;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>
/// Waits for the service before a run's clock starts, so that the wait is in no latency and in no rate.
/// </summary>
/// <param name="patience">How long at most; 0 for not at all.</param>
/// <param name="probe">Looks whether the service is there.</param>
/// <param name="view">Shows that it waits.</param>
/// <param name="timeProvider">For waiting.</param>
internal sealed class TargetWait(TimeSpan patience, TargetProbe probe, IRunView view, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Returns when the service accepts connections, when the patience is at its end or where it is cancelled: a service that
    /// never comes is the run's own finding, which looks once more.
    /// </summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        var said = false;
        while (
            timeProvider.GetElapsedTime(begin) < patience
            && await probe.TryConnectAsync(cancellationToken) is { } problem
        )
        {
            if (!said)
            {
                view.Note(NoteLevel.Information, $"waiting for the service: {problem}");
                said = true;
            }

            await Task.Delay(Pause, timeProvider, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
