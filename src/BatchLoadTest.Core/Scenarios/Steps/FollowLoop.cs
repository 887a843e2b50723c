using BatchLoadTest.Scenarios.Reading;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Reads the output of one running batch beside its polls, one read after the other, until its end is known.</summary>
/// <param name="interval">From the start of one to that of the next, or longer where it takes longer.</param>
internal sealed class FollowLoop(TimeSpan interval)
{
    /// <summary>Begins.</summary>
    /// <param name="round">Whose batch it is.</param>
    /// <param name="runner">Of its own: the one of the polls is busy with them.</param>
    public Following Begin(WorkflowRound round, StepRunner runner)
    {
        var ended = new CancellationTokenSource();
        return new Following(RunAsync(round, runner, ended.Token), ended);
    }

    private async Task RunAsync(WorkflowRound round, StepRunner runner, CancellationToken ended)
    {
        var clock = runner.TimeProvider;
        while (!ended.IsCancellationRequested)
        {
            var start = clock.GetTimestamp();
            await ReadRequest.SendAsync(round, runner);
            var rest = interval - clock.GetElapsedTime(start);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            runner.ThrowIfInterrupted();
        }
    }

    /// <summary>One under way.</summary>
    /// <param name="loop">Ends after the read that is under way.</param>
    /// <param name="ended">Says that the end of the batch is known.</param>
    internal sealed class Following(Task loop, CancellationTokenSource ended) : IDisposable
    {
        /// <summary>The end of the batch is known. A read that is under way is not cut off by it.</summary>
        public void End() => ended.Cancel();

        /// <summary>Completes when no read is under way any more; cancelled where the run waits no longer.</summary>
        public Task Ended => loop;

        public void Dispose() => ended.Dispose();
    }
}
