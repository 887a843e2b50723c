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
        var ended = new TaskCompletionSource();
        return new Following(RunAsync(round, runner, ended.Task), ended);
    }

    private async Task RunAsync(WorkflowRound round, StepRunner runner, Task ended)
    {
        var clock = runner.TimeProvider;
        while (!ended.IsCompleted)
        {
            var start = clock.GetTimestamp();
            await ReadRequest.SendAsync(round, runner);
            var rest = interval - clock.GetElapsedTime(start);
            if (rest > TimeSpan.Zero)
            {
                await ended.WaitAsync(rest, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            runner.ThrowIfInterrupted();
        }
    }

    /// <summary>One under way.</summary>
    /// <param name="loop">Ends after the read that is under way.</param>
    /// <param name="ended">Says that the end of the batch is known.</param>
    internal sealed class Following(Task loop, TaskCompletionSource ended)
    {
        /// <summary>The end of the batch is known. A read that is under way is not cut off by it.</summary>
        /// <exception cref="OperationCanceledException">The run waits no longer.</exception>
        public async Task EndAsync()
        {
            // Whoever waits for it goes on here and now: what follows comes after it.
            ended.TrySetResult();
            await loop;
        }
    }
}
