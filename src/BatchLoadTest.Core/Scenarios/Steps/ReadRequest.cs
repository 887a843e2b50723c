using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>
/// Reads the output file of a running batch once, from where the last read ended. A read that fails is a failed request and
/// nothing more: the next one begins where it began.
/// </summary>
/// <param name="check">Knows what rows may be read.</param>
/// <param name="status">Knows whose file it is.</param>
/// <param name="resumes">Whether the service can go on from a line.</param>
/// <param name="told">Told of each read that had something new, for whoever may have to go on elsewhere; null for nobody.</param>
internal sealed class ReadRequest(ResultCheck check, StatusRequest status, bool resumes, Action<BatchRead>? told = null)
{
    /// <summary>Whether the service can go on from a line; else each read is of the whole file.</summary>
    public bool Resumes => resumes;

    /// <summary>Takes note of the file that the batch names, once it does. Only the one who polls may call it.</summary>
    public void Note(WorkflowRound round, StepRunner runner)
    {
        if (round.RunningOutput is null && round.Batch!.OutputFileId is { } id)
        {
            status.Claim(round, runner);
            if (round.Claims.IsOwn(id, out _))
            {
                round.Reads ??= NewReader(round, runner, id);
                round.RunningOutput = id;
            }
        }
    }

    /// <summary>Sends one that is not repeated; none where there is nothing to read yet, or the service wants a pause.</summary>
    public static async ValueTask SendAsync(WorkflowRound round, StepRunner runner)
    {
        if (round.RunningOutput is null || runner.TimeProvider.GetTimestamp() < round.Reads!.NotBefore)
        {
            return;
        }

        var response = await runner.SendOnceAsync(Step.Read, round, Download);
        if (response.Value is { } file)
        {
            // A poll may have shown the end meanwhile.
            round.Reads.Take(file, isEarly: round.Outcome == BatchOutcome.Unfinished);
        }
        else if (response.RetryAfter is { } asked)
        {
            round.Reads.NotBefore = runner.TimeProvider.Later(runner.TimeProvider.GetTimestamp(), asked);
        }
    }

    /// <summary>After the end of the batch: sends one, again where the service asks for that.</summary>
    /// <returns>Whether there is more to read.</returns>
    public static async ValueTask<bool> SendLastAsync(WorkflowRound round, StepRunner runner)
    {
        var response = await runner.SendAsync(Step.Read, round, Download);
        if (response.Value is not { } file)
        {
            return false;
        }

        round.Reads!.Take(file, isEarly: false);
        return file is { IsIncomplete: true, Lines.Count: > 0 };
    }

    // Goes on where the one has ended that read the batch elsewhere.
    private RunningRead NewReader(WorkflowRound round, StepRunner runner, string file)
    {
        var batch = round.Batch!.Id;
        var reader = new RunningRead(
            check.ComparesRows ? round.Upload.Ids : null,
            resumes,
            check.MaxLine,
            runner.TimeProvider,
            round.CreateStart
        )
        {
            Told = told is null || runner.IsWarmUp ? null : read => told(read with { BatchId = batch, FileId = file }),
        };
        foreach (var read in round.EarlierReads)
        {
            reader.Restore(read);
        }

        return reader;
    }

    private static readonly Func<
        BatchApi.BatchApiClient,
        WorkflowRound,
        string?,
        ValueTask<ApiResponse<PartialFile>>
    > Download = static (client, round, authorization) =>
        round.IsInputGone
            ? GoneFile.ExpectedAsync(DownloadAsync(client, round, authorization))
            : DownloadAsync(client, round, authorization);

    private static ValueTask<ApiResponse<PartialFile>> DownloadAsync(
        BatchApi.BatchApiClient client,
        WorkflowRound round,
        string? authorization
    ) => client.DownloadFromAsync(round.RunningOutput!, round.Reads!.Position, round.Reads.NewFile(), authorization);
}
