using System.Runtime.CompilerServices;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Steps;

/// <summary>Asks for the uploaded file's metadata.</summary>
internal static class FileRequest
{
    /// <summary>Sends the request, and notes in the round whether the service still works on the file.</summary>
    /// <exception cref="OperationCanceledException">The run waits no longer.</exception>
    // Pooled: awaited once.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ApiResponse<UploadedFile>> SendAsync(WorkflowRound round, StepRunner runner)
    {
        var response = await runner.SendAsync(
            Step.Metadata,
            round.FileId!,
            static (client, id, authorization) => client.GetFileAsync(id, authorization),
            static (id, file) => file.Id == id ? null : $"asked for {id}, answered {file.Id}"
        );
        if (response.Value is { } file)
        {
            round.IsFilePending = file.IsPending;
            round.NoteExpiry(file, runner.Sink);
        }

        return response;
    }
}
