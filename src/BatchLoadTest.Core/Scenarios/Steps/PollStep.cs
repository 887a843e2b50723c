using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Step 4: asks for the batch's status until it has ended or is given up. A poll that fails is a failed request and no
/// end of the batch: the next one may succeed.
/// </summary>
public sealed partial class PollStep(WorkflowOptions options, ILogger logger) : IWorkflowStep
{
    // Reads may go to a replica that has not seen the new batch yet. Later a 404 means that the batch is gone.
    private static readonly TimeSpan NotFoundGrace = TimeSpan.FromSeconds(10);

    private int unknownStatusLogged;

    /// <inheritdoc/>
    public string Name => "poll";

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.Batch is not null;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        // Some services answer the create call with a batch that has ended already.
        if (EndOf(round.Batch!) is { } atOnce)
        {
            End(round, runner, atOnce);
            return;
        }

        while (true)
        {
            runner.ThrowIfInterrupted();
            round.Polls++;
            var response = await runner.SendOnceAsync(
                Step.Poll,
                round.Batch!.Id,
                static (client, id, authorization) => client.GetBatchAsync(id, authorization)
            );
            if (Judge(round, runner, response) is { } outcome)
            {
                End(round, runner, outcome);
                return;
            }

            var wait = PollBackoff.After(round.Polls, options);
            if (response.RetryAfter is { } asked && asked > wait)
            {
                wait = asked;
            }

            if (options.BatchTimeout is { } limit && Age(round, runner) + wait > limit)
            {
                await runner.DelayAsync(limit - Age(round, runner));
                End(round, runner, BatchOutcome.TimedOut);
                return;
            }

            await runner.DelayAsync(wait);
        }
    }

    private BatchOutcome? Judge(WorkflowRound round, StepRunner runner, ApiResponse<Batch> response)
    {
        if (response.IsSuccess)
        {
            round.Batch = response.Value!;
            round.LifeCycle.Observe(round.Batch, Age(round, runner), isPoll: true);
            NoteUnknown(round.Batch.Status);
            if (EndOf(round.Batch) is { } end)
            {
                return end;
            }
        }
        else if (response is { Outcome: Outcome.HttpStatus, Status: 404 })
        {
            round.LifeCycle.NotFound();
            if (Age(round, runner) > NotFoundGrace)
            {
                return BatchOutcome.Lost;
            }
        }

        return round.Polls >= options.MaxPolls ? BatchOutcome.PollsExhausted : null;
    }

    private static BatchOutcome? EndOf(Batch batch) =>
        batch.Status.State switch
        {
            BatchState.Completed => BatchOutcome.Completed,
            BatchState.Failed => BatchOutcome.Failed,
            BatchState.Expired => BatchOutcome.Expired,
            BatchState.Cancelled => BatchOutcome.Cancelled,
            _ => null,
        };

    private static void End(WorkflowRound round, StepRunner runner, BatchOutcome outcome)
    {
        round.Outcome = outcome;
        round.Turnaround = Age(round, runner);
    }

    private static TimeSpan Age(WorkflowRound round, StepRunner runner) =>
        runner.TimeProvider.GetElapsedTime(round.CreateStart);

    private void NoteUnknown(BatchStatus status)
    {
        if (status.State == BatchState.Unknown && Interlocked.Exchange(ref unknownStatusLogged, 1) == 0)
        {
            LogUnknownStatus(status.Text);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "unknown batch status '{Status}'; polling goes on")]
    private partial void LogUnknownStatus(string status);
}
