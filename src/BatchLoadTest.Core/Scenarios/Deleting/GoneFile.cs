using System.Runtime.CompilerServices;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Deleting;

/// <summary>What is answered about something that has to be gone, or may be: 404 and 410 are the right answers then.</summary>
internal static class GoneFile
{
    /// <summary>Asks for a file's metadata; that it is not there is a success without a value.</summary>
    public static ValueTask<ApiResponse<UploadedFile>> SendAsync(
        BatchApiClient client,
        string fileId,
        string? authorization
    ) => ExpectedAsync(client.GetFileAsync(fileId, authorization));

    /// <summary>Takes an answer that something is not there for a success without a value.</summary>
    // Pooled: awaited once.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ApiResponse<T>> ExpectedAsync<T>(ValueTask<ApiResponse<T>> sent)
        where T : class
    {
        var response = await sent;
        return response is { Outcome: Outcome.HttpStatus, Status: 404 or 410 }
            ? response with
            {
                Outcome = Outcome.Success,
                Detail = null,
                Refusal = null,
            }
            : response;
    }

    /// <summary>Whether such an answer says that it is not there.</summary>
    public static bool IsGone<T>(ApiResponse<T> response)
        where T : class => response is { Outcome: Outcome.Success, Value: null };
}
