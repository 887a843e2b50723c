using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Cancelling;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Cancels the batch of a round, where and when that was drawn for it.</summary>
/// <param name="options">Which are cancelled, where their class does not say.</param>
/// <param name="status">Asks how the batch stands.</param>
/// <param name="turnarounds">Of the class with that number.</param>
internal sealed class CancelRequest(
    WorkflowOptions options,
    StatusRequest status,
    Func<int, RecentTurnarounds> turnarounds
)
{
    /// <summary>Draws whether the batch is to be cancelled, and when. Of one that another process began that one has drawn.</summary>
    public CancelOrder? Draw(WorkflowRound round)
    {
        var plan = options.CancelOf(round.Class);
        if (!MayBe(round) || round.IsAdopted || round.Random.NextDouble() >= plan.Share)
        {
            return null;
        }

        // Before the first batch has completed nobody knows how long one takes.
        var longest = turnarounds(round.Class.Number).Median ?? options.PollInterval;
        return new CancelOrder(plan.After ?? (round.Random.NextDouble() * longest));
    }

    /// <summary>Whether batches of its class are cancelled.</summary>
    public bool MayBe(WorkflowRound round) => options.CancelOf(round.Class).Share > 0;

    /// <summary>How long until the request is to be sent; null where none is, or it was.</summary>
    public static TimeSpan? Left(WorkflowRound round, StepRunner runner) =>
        round is { Cancel: { SentAfter: null } order, Retry: null }
            ? order.Due - StatusRequest.AgeOf(round, runner)
            : null;

    /// <summary>
    /// Sends it. A refusal is right where the batch has ended meanwhile: it is asked how it stands, and the request then
    /// counts as answered.
    /// </summary>
    public async ValueTask SendAsync(WorkflowRound round, StepRunner runner)
    {
        var order = round.Cancel!;
        order.SentAfter = StatusRequest.AgeOf(round, runner);
        var response = await runner.SendAsync(
            Step.Cancel,
            (Round: round, Runner: runner, Status: status),
            static (client, its, authorization) =>
                RefusedWhereItEndedAsync(
                    client.CancelBatchAsync(its.Round.Batch!.Id, authorization),
                    its.Round,
                    its.Runner,
                    its.Status
                )
        );
        if (response.IsSuccess && !order.CameTooLate)
        {
            order.AcceptedAfter = StatusRequest.AgeOf(round, runner);
        }
    }

    private static async ValueTask<ApiResponse<IgnoredContent>> RefusedWhereItEndedAsync(
        ValueTask<ApiResponse<IgnoredContent>> sent,
        WorkflowRound round,
        StepRunner runner,
        StatusRequest status
    )
    {
        var response = await sent;
        if (response is not { Outcome: Outcome.HttpStatus, Status: 400 or 409 })
        {
            return response;
        }

        if ((await status.SendAsync(round, runner)).Value is { Status.IsTerminal: true } batch)
        {
            round.Batch = batch;
            round.Cancel!.CameTooLate = true;
            return response with { Outcome = Outcome.Success, Value = IgnoredContent.Instance, Detail = null };
        }

        return response;
    }
}
