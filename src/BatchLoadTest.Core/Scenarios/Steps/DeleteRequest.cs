using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Listing;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Deletes the input of a round's batch, where and when that was drawn for it, and looks whether it is gone.</summary>
/// <param name="options">Of which batches, where their class does not say.</param>
/// <param name="leftovers">The account of clean-up; null where everything is to stay.</param>
/// <param name="turnarounds">Of the class with that number.</param>
internal sealed class DeleteRequest(
    WorkflowOptions options,
    Leftovers? leftovers,
    Func<int, RecentTurnarounds> turnarounds
)
{
    // Reads may go to a replica that has not seen the deletion yet. Each wait is twice the last.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    /// <summary>Told of what lists need not have any more; null where nobody reads them.</summary>
    public OwnObjects? Own { get; init; }

    /// <summary>
    /// Draws whether the input is to be deleted, and when. Not that of a batch which is to be cancelled, and of one that another
    /// process began that one has drawn.
    /// </summary>
    public DeleteOrder? Draw(WorkflowRound round)
    {
        var plan = options.DeleteOf(round.Class);
        if (plan.Share == 0 || round.IsAdopted || round.FileId is null || round.Cancel is not null)
        {
            return null;
        }

        // Of those that are left the share is a larger one.
        var left = 1 - options.CancelOf(round.Class).Share;
        if (round.Random.NextDouble() * left >= plan.Share)
        {
            return null;
        }

        // Before the first batch has completed nobody knows how long one takes.
        var longest = turnarounds(round.Class.Number).Median ?? options.PollInterval;
        return new DeleteOrder(plan.After ?? (round.Random.NextDouble() * longest));
    }

    /// <summary>How long until the request is to be sent; null where none is, or it was.</summary>
    public static TimeSpan? Left(WorkflowRound round, StepRunner runner) =>
        round is { Deletion: { SentAfter: null, AcceptedAfter: null } order, Retry: null }
            ? order.Due - StatusRequest.AgeOf(round, runner)
            : null;

    /// <summary>Sends it, and looks whether the file is gone.</summary>
    public async ValueTask SendAsync(WorkflowRound round, StepRunner runner)
    {
        var order = round.Deletion!;
        order.Send(StatusRequest.AgeOf(round, runner));
        Own?.Gone(ListKind.Files, round.FileId!);
        // Of many services it goes with its file.
        Own?.Gone(ListKind.Batches, round.Batch!.Id);
        var response = await runner.SendAsync(
            Step.Delete,
            round.FileId!,
            static (client, id, authorization) => client.DeleteFileAsync(id, authorization)
        );
        if (response.IsSuccess)
        {
            order.Accept(StatusRequest.AgeOf(round, runner));
            await LookAsync(round, runner);
        }
        else if (GoneFile.IsGone(await LookAsync(round, runner)))
        {
            // It was done though no answer said so.
            order.Accept(StatusRequest.AgeOf(round, runner));
        }
        else if (response is { Outcome: Outcome.HttpStatus, Status: < 500 })
        {
            order.Refuse();
        }
    }

    /// <summary>Finds out whether the process that began the batch has deleted its input.</summary>
    public async ValueTask LookBackAsync(WorkflowRound round, StepRunner runner)
    {
        if (!round.IsAdopted || round.FileId is null || options.DeleteOf(round.Class).Share == 0)
        {
            return;
        }

        var order = new DeleteOrder(TimeSpan.Zero);
        round.Deletion = order;
        if (GoneFile.IsGone(await LookAsync(round, runner)))
        {
            order.Accept(StatusRequest.AgeOf(round, runner));
        }
        else
        {
            round.Deletion = null;
        }
    }

    /// <summary>
    /// Once the batch has ended: looks again where the first look, right after the deletion, still found the file. Not before: polls
    /// must not wait for it.
    /// </summary>
    public async ValueTask LookUntilGoneAsync(WorkflowRound round, StepRunner runner)
    {
        if (round.Deletion is not { AcceptedAfter: { } accepted, IsFileGone: false } order)
        {
            return;
        }

        for (var wait = FirstWait; ; wait *= 2)
        {
            var isLast = StatusRequest.AgeOf(round, runner) >= accepted + Patience;
            var look = await LookAsync(round, runner);
            if (!look.IsSuccess || GoneFile.IsGone(look))
            {
                return;
            }

            if (isLast)
            {
                order.IsFileKept = true;
                return;
            }

            await runner.DelayAsync(wait);
        }
    }

    /// <summary>Looks whether the result files of a batch that is gone are gone too, where the service says so.</summary>
    public static async ValueTask LookForResultsAsync(WorkflowRound round, StepRunner runner)
    {
        if (round is not { Deletion: { MayBeDeleted: true } order, Batch: { } batch })
        {
            return;
        }

        foreach (var id in new[] { batch.OutputFileId, batch.ErrorFileId })
        {
            if (id is null || !round.Claims.IsOwn(id, out _))
            {
                continue;
            }

            var look = await runner.SendAsync(
                Step.Gone,
                id,
                static (client, file, authorization) => GoneFile.SendAsync(client, file, authorization),
                static (asked, file) => file.Id == asked ? null : $"asked for {asked}, answered {file.Id}"
            );
            order.ResultsKept += look.Value is null ? 0 : 1;
        }
    }

    private async ValueTask<ApiResponse<UploadedFile>> LookAsync(WorkflowRound round, StepRunner runner)
    {
        var look = await runner.SendAsync(
            Step.Gone,
            round.FileId!,
            static (client, id, authorization) => GoneFile.SendAsync(client, id, authorization),
            static (id, file) => file.Id == id ? null : $"asked for {id}, answered {file.Id}"
        );
        if (GoneFile.IsGone(look))
        {
            round.Deletion!.IsFileGone = true;
            leftovers?.FileDeleted(round.FileId!);
        }

        return look;
    }
}
