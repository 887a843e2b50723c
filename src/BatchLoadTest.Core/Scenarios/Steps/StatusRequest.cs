using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Deleting;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Asks once how a batch stands, and takes note of all that the answer tells but of the batch itself.</summary>
internal sealed partial class StatusRequest(ILogger logger)
{
    private int unknownStatusLogged;
    private int foreignFileLogged;

    /// <summary>Sends it. An answer about another batch is none: a failed request.</summary>
    public async ValueTask<ApiResponse<Batch>> SendAsync(WorkflowRound round, StepRunner runner)
    {
        runner.ThrowIfInterrupted();
        round.Polls++;
        round.NoteTime(runner.TimeProvider.GetTimestamp());
        var response = await runner.SendOnceAsync(
            Step.Poll,
            round,
            static (client, its, authorization) =>
                its.IsInputGone
                    ? GoneFile.ExpectedAsync(client.GetBatchAsync(its.Batch!.Id, authorization))
                    : client.GetBatchAsync(its.Batch!.Id, authorization),
            static (its, batch) => batch.Id == its.Batch!.Id ? null : $"asked for {its.Batch.Id}, answered {batch.Id}"
        );
        round.IsBatchGone = GoneFile.IsGone(response);
        if (response.Value is { } batch)
        {
            round.LifeCycle.Observe(batch, AgeOf(round, runner), isPoll: true);
            if (round.IsNewsOfOtherInput(batch))
            {
                runner.Sink.ForeignAnswer();
            }

            if (batch.Status.State == BatchState.Unknown && Interlocked.Exchange(ref unknownStatusLogged, 1) == 0)
            {
                LogUnknownStatus(runner.Redact(batch.Status.Text));
            }
        }
        else if (response is { Outcome: Outcome.HttpStatus, Status: 404 })
        {
            round.LifeCycle.NotFound();
        }

        return response;
    }

    /// <summary>Takes the files that an ended batch names for its own; one that is another's is a foreign answer.</summary>
    public void Claim(WorkflowRound round, StepRunner runner)
    {
        Claim(round, runner, round.Batch!.OutputFileId);
        Claim(round, runner, round.Batch!.ErrorFileId);
    }

    /// <summary>Time since the create request.</summary>
    public static TimeSpan AgeOf(WorkflowRound round, StepRunner runner) =>
        runner.TimeProvider.GetElapsedTime(round.CreateStart);

    private void Claim(WorkflowRound round, StepRunner runner, string? id)
    {
        if (round.Claims.IsOwn(id, out var isNews) || !isNews)
        {
            return;
        }

        runner.Sink.ForeignAnswer();
        if (Interlocked.Exchange(ref foreignFileLogged, 1) == 0)
        {
            LogForeignFile(runner.Redact(round.Batch!.Id), runner.Redact(id!));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "unknown batch status '{Status}'; polling goes on")]
    private partial void LogUnknownStatus(string status);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "batch {Batch} names the result file {File}, which belongs to another batch or is an upload; it is not "
            + "read, and its removal is left to its owner"
    )]
    private partial void LogForeignFile(string batch, string file);
}
