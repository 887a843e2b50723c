using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Retrying;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Has failed rows of an ended batch done again, and those of a cancelled one that had no turn.</summary>
/// <param name="options">Of which batches.</param>
/// <param name="status">Asks how the batch stands.</param>
/// <param name="told">Told of each batch that works again; null where nobody asks.</param>
internal sealed class RetryRequest(WorkflowOptions options, StatusRequest status, Action<string>? told)
{
    /// <summary>Draws whether rows of a batch that has just ended are done again; never where it has none such.</summary>
    public bool Draws(WorkflowRound round) =>
        options.Retry.Share > 0
        && round.Outcome
            is BatchOutcome.Completed
                or BatchOutcome.Failed
                or BatchOutcome.Expired
                or BatchOutcome.CancelledByRun
        && round.Deletion is not { MayBeDeleted: true }
        && RowsOf(round.Batch!) > 0
        && round.Random.NextDouble() < options.Retry.Share;

    /// <summary>Sends it; afterwards the batch is under way again, or the order is over.</summary>
    public async ValueTask SendAsync(WorkflowRound round, StepRunner runner)
    {
        var order = new RetryOrder(round.Outcome, round.Batch!, round.Turnaround, round.Polls)
        {
            Rows = RowsOf(round.Batch!),
            IsPart = options.Retry.By == RetryBy.Rows,
        };
        var named = order.IsPart ? await FailedRowsAsync(round, runner) : [];
        if (order.IsPart && named.Count == 0)
        {
            return;
        }

        order.SentAfter = StatusRequest.AgeOf(round, runner);
        round.Retry = order;
        // Until the answer has come nobody knows whether it still stands as it ended.
        (round.Outcome, round.Turnaround) = (BatchOutcome.Unfinished, null);
        round.LifeCycle.BeginAnew();
        var response = await runner.SendAsync(
            Step.Retry,
            (round.Batch!.Id, Rows: order.IsPart ? named : null),
            static (client, asked, authorization) =>
                asked.Rows is { } rows
                    ? client.RetryRowsAsync(asked.Id, rows, authorization)
                    : client.RetryBatchAsync(asked.Id, authorization),
            static (asked, batch) => batch.Id == asked.Id ? null : $"asked for {asked.Id}, answered {batch.Id}"
        );
        if (response.Value is { } batch)
        {
            round.LifeCycle.Observe(batch, StatusRequest.AgeOf(round, runner), isPoll: false);
            Accept(round, runner, batch);
        }
        else if (
            LostAnswer.MayBe(response)
            && (await status.SendAsync(round, runner)).Value is { Status.IsTerminal: false } running
        )
        {
            // The service has done what it could not answer.
            Accept(round, runner, running);
        }
        else
        {
            (round.Outcome, round.Turnaround) = (order.First!.Value, order.FirstTurnaround);
        }
    }

    /// <summary>Rows of an ended batch that can be done again, by the service's counts.</summary>
    public long RowsOf(Batch batch) =>
        options.Retry.By == RetryBy.Rows ? batch.Counts?.Failed ?? 0 : RetryOrder.RowsOf(batch);

    // As a client gets to know which they are.
    private async ValueTask<IReadOnlyList<string>> FailedRowsAsync(WorkflowRound round, StepRunner runner)
    {
        if (round.Batch!.ErrorFileId is not { } errors || !round.Claims.IsOwn(errors, out _))
        {
            return [];
        }

        var response = await runner.SendAsync(
            Step.Errors,
            (Id: errors, options.MaxLine),
            static (client, file, authorization) =>
                client.DownloadAsync(file.Id, new FailedRowIds(file.MaxLine), authorization)
        );
        return response.Value?.Ids ?? [];
    }

    private void Accept(WorkflowRound round, StepRunner runner, Batch batch)
    {
        var order = round.Retry!;
        order.AcceptedAfter = StatusRequest.AgeOf(round, runner);
        order.Observe(batch, isPoll: false);
        round.Batch = batch;
        if (!runner.IsWarmUp)
        {
            told?.Invoke(batch.Id);
        }
    }
}
