using System.Diagnostics;
using System.Net.Http;
using System.Net.Http.Headers;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// The Files and Batches API as one virtual user calls it. Tolerant as services differ: any 2xx is success, ids are
/// opaque, unknown members and statuses are no failure. Contract: OpenAI's API reference and the control layer's source.
/// </summary>
public sealed class BatchApiClient(ApiConnection connection, ApiPaths paths)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    // Made once for a user, so that no request pays for a closure.
    private readonly JsonBody<UploadedFile> parseFile = (body, _) => FileJson.Parse(body, paths.Dialect);
    private readonly JsonBody<Batch> parseBatch = (body, response) => ParseBatch(body, response, paths.Dialect);

    /// <summary>Says what the next request is, to those who watch what is waited for.</summary>
    public void Expect(Step step) => connection.Activity?.Expect(step);

    /// <inheritdoc cref="ApiConnection.Span"/>
    public void Follow(ActivityContext span) => connection.Span = span;

    /// <summary>Says that the last request was recorded, to the same.</summary>
    public void Recorded() => connection.Activity?.Recorded();

    /// <summary>Uploads a file with the dialect's purpose.</summary>
    /// <param name="source">Its content.</param>
    /// <param name="authorization">Value of the dialect's header of the key; null for none.</param>
    /// <param name="fileName">Its name at the service; null for the source's own.</param>
    public ValueTask<ApiResponse<UploadedFile>> UploadAsync(
        IUploadSource source,
        string? authorization,
        string? fileName = null
    ) =>
        connection.SendAsync(
            Request(
                HttpMethod.Post,
                paths.Files,
                authorization,
                new UploadContent(
                    source,
                    paths.FrameFor(fileName ?? source.FileName),
                    connection.Activity,
                    connection.TimeProvider
                )
            ),
            parseFile
        );

    /// <summary>Reads a file's metadata.</summary>
    public ValueTask<ApiResponse<UploadedFile>> GetFileAsync(string fileId, string? authorization) =>
        connection.SendAsync(Request(HttpMethod.Get, paths.File(fileId), authorization), parseFile);

    /// <summary>Streams a file's content to <paramref name="consumer"/>.</summary>
    public ValueTask<ApiResponse<T>> DownloadAsync<T>(string fileId, T consumer, string? authorization)
        where T : class, IContentConsumer =>
        connection.DownloadAsync(Request(HttpMethod.Get, paths.Content(fileId), authorization), consumer);

    /// <summary>Streams a file's content from a line on, where the service leaves lines out; else all of it.</summary>
    public ValueTask<ApiResponse<T>> DownloadFromAsync<T>(string fileId, long skip, T consumer, string? authorization)
        where T : class, IContentConsumer =>
        connection.DownloadAsync(
            Request(
                HttpMethod.Get,
                paths.Dialect.SkipQuery is null ? paths.Content(fileId) : paths.ContentFrom(fileId, skip),
                authorization
            ),
            consumer
        );

    /// <summary>Creates a batch.</summary>
    public ValueTask<ApiResponse<Batch>> CreateBatchAsync(in BatchRequest batch, string? authorization)
    {
        var content = new ByteArrayContent(batch.ToJson());
        content.Headers.ContentType = Json;
        return connection.SendAsync(Request(HttpMethod.Post, paths.Batches, authorization, content), parseBatch);
    }

    /// <summary>Reads a batch.</summary>
    public ValueTask<ApiResponse<Batch>> GetBatchAsync(string batchId, string? authorization) =>
        connection.SendAsync(Request(HttpMethod.Get, paths.Batch(batchId), authorization), parseBatch);

    /// <summary>Reads the service's own sums of what the rows of a batch took.</summary>
    public ValueTask<ApiResponse<TokenSums>> GetAnalyticsAsync(string batchId, string? authorization) =>
        connection.SendAsync(
            Request(HttpMethod.Get, paths.Analytics(batchId), authorization),
            static (body, _) => TokenSumsJson.Parse(body)
        );

    /// <summary>Reads what the service estimates that a batch of a file costs.</summary>
    public ValueTask<ApiResponse<CostEstimate>> GetCostEstimateAsync(string fileId, string? authorization) =>
        connection.SendAsync(
            Request(HttpMethod.Get, paths.CostEstimate(fileId), authorization),
            static (body, _) => CostEstimateJson.Parse(body)
        );

    /// <summary>Reads one page of the list of uploaded files.</summary>
    public ValueTask<ApiResponse<ListPage>> ListFilesAsync(string? after, string? authorization) =>
        connection.SendAsync(
            Request(HttpMethod.Get, paths.FilePage(after), authorization),
            static (body, _) => ListJson.Parse(body)
        );

    /// <summary>Reads one page of the list of batches.</summary>
    public ValueTask<ApiResponse<ListPage>> ListBatchesAsync(string? after, string? authorization) =>
        connection.SendAsync(
            Request(HttpMethod.Get, paths.BatchPage(after), authorization),
            static (body, _) => ListJson.Parse(body)
        );

    /// <summary>Asks for a batch to be cancelled; the answer's body does not matter.</summary>
    public ValueTask<ApiResponse<IgnoredContent>> CancelBatchAsync(string batchId, string? authorization) =>
        connection.DownloadAsync(
            Request(HttpMethod.Post, paths.Cancel(batchId), authorization),
            IgnoredContent.Instance
        );

    /// <summary>Asks for rows of an ended batch that failed, or that were not done, to be done again.</summary>
    public ValueTask<ApiResponse<Batch>> RetryBatchAsync(string batchId, string? authorization) =>
        connection.SendAsync(Request(HttpMethod.Post, paths.Retry(batchId), authorization), parseBatch);

    /// <summary>Asks for single rows of an ended batch to be done again.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="requests">Their ids at the service.</param>
    /// <param name="authorization">Value of the dialect's header of the key; null for none.</param>
    public ValueTask<ApiResponse<Batch>> RetryRowsAsync(
        string batchId,
        IReadOnlyList<string> requests,
        string? authorization
    )
    {
        var content = new ByteArrayContent(RetryRowsJson.Write(requests));
        content.Headers.ContentType = Json;
        return connection.SendAsync(
            Request(HttpMethod.Post, paths.RetryRows(batchId), authorization, content),
            parseBatch
        );
    }

    /// <summary>Deletes a file; no success where the answer says that it is not deleted.</summary>
    public ValueTask<ApiResponse<DeletionAnswer>> DeleteFileAsync(string fileId, string? authorization) =>
        connection.DownloadAsync(Request(HttpMethod.Delete, paths.File(fileId), authorization), new DeletionAnswer());

    private ApiRequest Request(HttpMethod method, Uri address, string? authorization, HttpContent? content = null) =>
        new(method, address, authorization, content) { KeyHeader = paths.Dialect.KeyHeader };

    private static Batch ParseBatch(ReadOnlySpan<byte> body, HttpResponseMessage response, Dialect dialect)
    {
        var batch = BatchJson.Parse(body, dialect);
        if (batch.Status.IsTerminal)
        {
            // Reading a date costs something; only the answer that shows the end needs it.
            batch.AnsweredAt = response.Headers.Date;
        }

        return batch;
    }
}
