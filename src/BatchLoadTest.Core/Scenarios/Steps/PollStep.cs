using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Reading;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Step 4: asks for the batch's status until it has ended or is given up. A poll that fails is a failed request and no
/// end of the batch: the next one may succeed.
/// </summary>
/// <param name="options">How often, and for how long.</param>
/// <param name="status">Asks.</param>
/// <param name="reads">Reads the output file while the batch runs; null where nobody does.</param>
/// <param name="cancel">Cancels it, where that was drawn for it.</param>
/// <param name="retries">Draws whether rows of it are done again once it has ended.</param>
/// <param name="delete">Deletes its input, where that was drawn for it.</param>
/// <param name="stopsWithInput">Whether it stops then, as the service says.</param>
internal sealed class PollStep(
    WorkflowOptions options,
    StatusRequest status,
    ReadRequest? reads,
    CancelRequest cancel,
    RetryRequest retries,
    DeleteRequest delete,
    bool stopsWithInput
) : IWorkflowStep
{
    // Reads may go to a replica that has not seen the new batch yet. Later a 404 means that the batch is gone.
    private static readonly TimeSpan NotFoundGrace = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Step Step => Step.Poll;

    /// <inheritdoc/>
    public bool IsReady(WorkflowRound round) => round.Batch is not null;

    /// <inheritdoc/>
    public async ValueTask RunAsync(WorkflowRound round, StepRunner runner)
    {
        round.Cancel = cancel.Draw(round);
        round.Deletion = delete.Draw(round);
        await delete.LookBackAsync(round, runner);
        // Some services answer the create call with a batch that has ended already.
        if (EndOf(round, round.Batch!) is { } atOnce)
        {
            End(round, runner, atOnce);
            return;
        }

        if (round.EarlierReads.Count > 0)
        {
            // Another process has seen it running.
            reads?.Note(round, runner);
        }

        if (options.ReadOf(round.Class) == ReadMode.Follow && reads is not null)
        {
            await PollBesideAsync(new FollowLoop(options.ReadInterval), round, runner);
        }
        else
        {
            await PollAsync(round, runner);
        }

        await delete.LookUntilGoneAsync(round, runner);
    }

    private async ValueTask PollBesideAsync(FollowLoop loop, WorkflowRound round, StepRunner runner)
    {
        var following = loop.Begin(round, runner.Beside());
        try
        {
            await PollAsync(round, runner);
        }
        finally
        {
            await following.EndAsync();
        }
    }

    /// <summary>Asks until it has ended, of a batch that works again too.</summary>
    public async ValueTask PollAsync(WorkflowRound round, StepRunner runner)
    {
        while (true)
        {
            var response = await status.SendAsync(round, runner);
            if (Judge(round, runner, response) is { } outcome)
            {
                End(round, runner, outcome);
                if (round.IsBatchGone && stopsWithInput)
                {
                    await DeleteRequest.LookForResultsAsync(round, runner);
                }

                return;
            }

            if (round.Retry is null)
            {
                await LookAfterAsync(round, runner, response);
            }

            var wait = PollBackoff.After(PollsOf(round), options);
            var isAsked = response.RetryAfter > wait;
            if (isAsked)
            {
                wait = response.RetryAfter!.Value;
            }

            if (CancelRequest.Left(round, runner) is { } left && left <= wait)
            {
                // The next poll is one to see what has become of it.
                await runner.DelayAsync(left);
                await cancel.SendAsync(round, runner);
                if (round.Cancel is { CameTooLate: true } && EndOf(round, round.Batch!) is { } ended)
                {
                    End(round, runner, ended);
                    return;
                }

                (wait, isAsked) = (options.PollInterval, false);
            }

            if (DeleteRequest.Left(round, runner) is { } rest && rest <= wait)
            {
                await runner.DelayAsync(rest);
                await delete.SendAsync(round, runner);
                (wait, isAsked) = (options.PollInterval, false);
            }

            if (Limit(round) is { } limit && Age(round, runner) + wait > limit)
            {
                await GiveUpAsync(round, runner, limit);
                return;
            }

            await (isAsked ? runner.WaitAskedAsync(wait) : runner.DelayAsync(wait));
        }
    }

    private async ValueTask GiveUpAsync(WorkflowRound round, StepRunner runner, TimeSpan limit)
    {
        await runner.DelayAsync(limit - Age(round, runner));
        if (round.Retry is null && limit == CancelLimit(round))
        {
            round.Cancel!.HasTimedOut = true;
        }

        End(round, runner, BatchOutcome.TimedOut);
    }

    // What is done beside polling, as long as the batch has not ended once.
    private async ValueTask LookAfterAsync(WorkflowRound round, StepRunner runner, ApiResponse<Batch> response)
    {
        if (response.IsSuccess && round.Cancel is { AcceptedAfter: not null } order)
        {
            order.WasSeenRunning |= round.Batch!.Status.State is BatchState.Validating or BatchState.InProgress;
        }

        if (response.Value is { } shown)
        {
            round.Deletion?.Observe(shown.Status.State, Age(round, runner), options.CancelTimeout);
        }

        reads?.Note(round, runner);
        if (options.ReadOf(round.Class) == ReadMode.Poll && reads is not null)
        {
            await ReadRequest.SendAsync(round, runner);
        }
    }

    // Since it was created, or last asked to work again.
    private static int PollsOf(WorkflowRound round) => round.Polls - (round.Retry?.PollsBefore ?? 0);

    // All in time since the create request.
    private TimeSpan? Limit(WorkflowRound round) =>
        round.Retry is { } retry ? retry.AcceptedAfter + options.BatchTimeout
        : CancelLimit(round) is { } limit && !(options.BatchTimeout < limit) ? limit
        : options.BatchTimeout;

    private TimeSpan? CancelLimit(WorkflowRound round) => round.Cancel?.AcceptedAfter + options.CancelTimeout;

    private BatchOutcome? Judge(WorkflowRound round, StepRunner runner, ApiResponse<Batch> response)
    {
        if (round.IsBatchGone && (stopsWithInput || Age(round, runner) > NotFoundGrace))
        {
            return BatchOutcome.DeletedByRun;
        }

        if (response.Value is { } batch)
        {
            round.Batch = batch;
            round.Retry?.Observe(round.Batch, isPoll: true);
            if (EndOf(round, round.Batch) is { } end && !IsOfBefore(round, runner))
            {
                return round.Retry is null ? end : BatchOutcome.RetriedByRun;
            }
        }
        else if (response is { Outcome: Outcome.HttpStatus, Status: 404 } && Age(round, runner) > NotFoundGrace)
        {
            return BatchOutcome.Lost;
        }

        return PollsOf(round) >= options.MaxPolls ? BatchOutcome.PollsExhausted : null;
    }

    // Whether an answer comes from a copy that does not know yet that the batch works again.
    private static bool IsOfBefore(WorkflowRound round, StepRunner runner) =>
        round.Retry is { } retry
        && Age(round, runner) - retry.AcceptedAfter < NotFoundGrace
        && retry.IsAsBefore(round.Batch!);

    // Whether another process has cancelled the batch that it began, nobody here knows.
    private BatchOutcome? EndOf(WorkflowRound round, Batch batch) =>
        batch.Status.State switch
        {
            BatchState.Completed => BatchOutcome.Completed,
            BatchState.Failed or BatchState.Expired when round.IsInputGone => BatchOutcome.DeletedByRun,
            BatchState.Failed => BatchOutcome.Failed,
            BatchState.Expired => BatchOutcome.Expired,
            BatchState.Cancelled
                when round.Cancel is { SentAfter: not null, CameTooLate: false }
                    || (round.IsAdopted && cancel.MayBe(round)) => BatchOutcome.CancelledByRun,
            BatchState.Cancelled when round.IsInputGone => BatchOutcome.DeletedByRun,
            BatchState.Cancelled => BatchOutcome.Cancelled,
            _ => null,
        };

    private void End(WorkflowRound round, StepRunner runner, BatchOutcome outcome)
    {
        round.Outcome = outcome;
        round.Turnaround = Age(round, runner);
        if (round.Retry is { } retry)
        {
            retry.HasTimedOut = outcome is BatchOutcome.PollsExhausted or BatchOutcome.TimedOut;
            if (outcome == BatchOutcome.RetriedByRun)
            {
                retry.EndedAfter = round.Turnaround;
                round.Turnaround = retry.FirstTurnaround ?? round.Turnaround;
            }
        }
        else
        {
            round.IsToBeRetried = retries.Draws(round);
        }

        round.NotAwaited =
            round.Cancel is not { HasTimedOut: true }
            && outcome is BatchOutcome.PollsExhausted or BatchOutcome.TimedOut
            && CompletionWindow.IsOpen(round.Batch!, round.Turnaround.Value, round.Class.CompletionWindow);
        if (round.Batch!.Status.IsTerminal)
        {
            status.Claim(round, runner);
        }
    }

    private static TimeSpan Age(WorkflowRound round, StepRunner runner) => StatusRequest.AgeOf(round, runner);
}
