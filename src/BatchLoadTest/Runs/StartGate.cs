using BatchLoadTest.BatchApi;
using BatchLoadTest.Load;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>
/// What a run waits for before its clock starts, so that the wait is in no latency and in no rate. A signal ends it.
/// </summary>
public sealed class StartGate(StartSettings settings, TargetProbe probe, IRunView view, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for the service, then for the moment. Returns early where it is cancelled.</summary>
    /// <returns>How long after the moment that is; 0 where there is none, or where it was cancelled.</returns>
    public async Task<TimeSpan> WaitAsync(CancellationToken cancellationToken)
    {
        await WaitForTargetAsync(cancellationToken);
        await WaitForMomentAsync(cancellationToken);
        var late = timeProvider.GetUtcNow() - settings.StartAt;
        return late > TimeSpan.Zero && !cancellationToken.IsCancellationRequested ? late.Value : TimeSpan.Zero;
    }

    // A service that never comes is the run's own finding: it looks once more.
    private async Task WaitForTargetAsync(CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        var said = false;
        while (
            timeProvider.GetElapsedTime(begin) < settings.WaitForTarget
            && await probe.TryConnectAsync(cancellationToken) is { } problem
        )
        {
            if (!said)
            {
                view.Note(NoteLevel.Information, $"waiting for the service: {problem}");
                said = true;
            }

            await PauseAsync(Pause, cancellationToken);
        }
    }

    private async Task WaitForMomentAsync(CancellationToken cancellationToken)
    {
        if (settings.StartAt is not { } moment || cancellationToken.IsCancellationRequested)
        {
            return;
        }

        var left = moment - timeProvider.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            view.Note(
                NoteLevel.Warning,
                $"--start-at {MomentText.Show(moment)} was {-left.TotalSeconds:0.0} s ago; starting at once"
            );
            return;
        }

        view.Note(NoteLevel.Information, $"waiting {left.TotalSeconds:0.0} s to start at {MomentText.Show(moment)}");
        while (left > TimeSpan.Zero && !cancellationToken.IsCancellationRequested)
        {
            await PauseAsync(TimerDelay.Of(left), cancellationToken);
            left = moment - timeProvider.GetUtcNow();
        }
    }

    private async Task PauseAsync(TimeSpan time, CancellationToken cancellationToken) =>
        await Task.Delay(time, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
