using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BatchLoadTest.Bench;

/// <summary>
/// The least code that does the six steps over HTTP: no clock, no time-out, no statistics, no retry, nothing checked
/// but that every answer is a success and the batch has completed. What this costs, no generator in .NET can save.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private const string Boundary = "bare-loop-6f0c2f7d";
    private const int BufferSize = 16 * 1024;

    private readonly HttpMessageInvoker invoker = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        }
    );
    private readonly string api;
    private readonly Uri files;
    private readonly Uri batches;
    private readonly string authorization;
    private readonly byte[] upload;
    private readonly MediaTypeHeaderValue multipart = new("multipart/form-data")
    {
        Parameters = { new NameValueHeaderValue("boundary", Boundary) },
    };
    private readonly MediaTypeHeaderValue json = new("application/json");
    private long left;

    /// <param name="host">Scheme, host and port.</param>
    /// <param name="key">A key that works.</param>
    /// <param name="file">What to upload.</param>
    /// <param name="workflows">Workflows in all, shared by all users.</param>
    public BareLoop(Uri host, string key, byte[] file, long workflows)
    {
        api = host.GetLeftPart(UriPartial.Authority) + "/ai/v1";
        files = new Uri(api + "/files");
        batches = new Uri(api + "/batches");
        authorization = "Bearer " + key;
        left = workflows;
        upload =
        [
            .. Encoding.ASCII.GetBytes(
                $"--{Boundary}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                    + $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"batch.jsonl\"\r\n\r\n"
            ),
            .. file,
            .. Encoding.ASCII.GetBytes($"\r\n--{Boundary}--\r\n"),
        ];
    }

    /// <summary>Runs until no workflow is left.</summary>
    public Task RunAsync(int users) => Task.WhenAll(Enumerable.Range(0, users).Select(_ => Task.Run(RunUserAsync)));

    public void Dispose() => invoker.Dispose();

    private async Task RunUserAsync()
    {
        var buffer = new byte[BufferSize];
        for (long workflow; (workflow = Interlocked.Decrement(ref left)) >= 0; )
        {
            var file = await SendAsync(HttpMethod.Post, files, buffer, upload, multipart);
            if (workflow % 2 == 0)
            {
                await SendAsync(HttpMethod.Get, new Uri($"{api}/files/{file.Id}"), buffer);
            }
            else
            {
                await DownloadAsync(file.Id!, buffer);
            }

            var request = Encoding.UTF8.GetBytes(
                $$"""{"input_file_id":"{{file.Id}}","endpoint":"/v1/chat/completions","completion_window":"24h"}"""
            );
            var created = await SendAsync(HttpMethod.Post, batches, buffer, request, json);
            var batch = await SendAsync(HttpMethod.Get, new Uri($"{api}/batches/{created.Id}"), buffer);
            if (batch.Status != "completed")
            {
                throw new InvalidOperationException($"the batch is '{batch.Status}' at the first poll");
            }

            await DownloadAsync(batch.OutputFileId!, buffer);
            if (batch.ErrorFileId is { } errors)
            {
                await DownloadAsync(errors, buffer);
            }
        }
    }

    private async Task<ServiceObject> SendAsync(
        HttpMethod method,
        Uri uri,
        byte[] buffer,
        byte[]? body = null,
        MediaTypeHeaderValue? type = null
    )
    {
        using var message = NewMessage(method, uri);
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = type } };
        }

        using var response = await invoker.SendAsync(message, CancellationToken.None);
        response.EnsureSuccessStatusCode();
        using var answer = await response.Content.ReadAsStreamAsync();
        var length = 0;
        for (int read; (read = await answer.ReadAsync(buffer.AsMemory(length))) > 0; length += read) { }
        return ServiceObject.Parse(buffer.AsSpan(0, length));
    }

    private async Task DownloadAsync(string fileId, byte[] buffer)
    {
        using var message = NewMessage(HttpMethod.Get, new Uri($"{api}/files/{fileId}/content"));
        using var response = await invoker.SendAsync(message, CancellationToken.None);
        response.EnsureSuccessStatusCode();
        using var answer = await response.Content.ReadAsStreamAsync();
        while (await answer.ReadAsync(buffer) > 0) { }
    }

    private HttpRequestMessage NewMessage(HttpMethod method, Uri uri)
    {
        var message = new HttpRequestMessage(method, uri);
        message.Headers.TryAddWithoutValidation("Authorization", authorization);
        return message;
    }
}
