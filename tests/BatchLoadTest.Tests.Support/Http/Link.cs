using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Tests.Support.Http;

/// <summary>One user's real connection to a server of the test, with the few requests that tests of it need.</summary>
internal sealed class Link : IDisposable
{
    private readonly ApiTransport transport;
    private readonly Uri host;

    public Link(BatchApiOptions options, SecretRedactor? redactor = null, CancellationToken interrupt = default)
    {
        host = options.Host;
        transport = new ApiTransport(options, TimeProvider.System, redactor ?? new SecretRedactor());
        Connection = transport.Connect(interrupt);
        Paths = new ApiPaths(options);
        Client = new BatchApiClient(Connection, Paths);
    }

    public Link(Uri host, int timeoutMilliseconds = 10_000)
        : this(Connecting.Options(host, timeoutMilliseconds)) { }

    public ApiConnection Connection { get; }

    public BatchApiClient Client { get; }

    public ApiPaths Paths { get; }

    /// <summary>A second user over the same transport.</summary>
    public ApiConnection Another() => transport.Connect(CancellationToken.None);

    /// <summary>A virtual user, who keeps cookies.</summary>
    public ApiConnection User() => transport.ConnectUser(CancellationToken.None);

    public Task<ApiResponse<UploadedFile>> GetAsync(string? authorization = null) =>
        Client.GetFileAsync("file-1", authorization).ResultAsync();

    public Task<ApiResponse<TextConsumer>> DownloadAsync() =>
        Client.DownloadAsync("file-1", new TextConsumer(), authorization: null).ResultAsync();

    public Task<ApiResponse<UploadedFile>> UploadAsync(long length) =>
        Client.UploadAsync(new RepeatedBytes(length), authorization: null).ResultAsync();

    /// <summary>A GET of which only the kind of its end matters.</summary>
    public static Task<ApiResponse<UploadedFile>> GetAsync(ApiConnection connection, Uri host) =>
        connection
            .SendAsync<UploadedFile>(
                new ApiRequest(HttpMethod.Get, new Uri(host, "/any")),
                static (body, _) =>
                {
                    using var document = JsonDocument.Parse(body.ToArray());
                    return new UploadedFile(document.RootElement.GetProperty("id").GetString()!, Bytes: null);
                }
            )
            .ResultAsync();

    public Task<ApiResponse<UploadedFile>> GetOverAsync(ApiConnection connection) => GetAsync(connection, host);

    public void Dispose()
    {
        Connection.Dispose();
        transport.Dispose();
    }
}
