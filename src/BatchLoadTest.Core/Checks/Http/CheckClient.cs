using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Checks.Http;

/// <summary>
/// Sends single requests, right ones and wrong ones, and keeps what is needed to repeat each by hand. Over the run's own way to the
/// service: its TLS, its proxies, its headers.
/// </summary>
/// <param name="transport">The way.</param>
/// <param name="options">The service.</param>
/// <param name="limit">Longest time of one request.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class CheckClient(
    ApiTransport transport,
    BatchApiOptions options,
    TimeSpan limit,
    TimeProvider timeProvider
) : IDisposable
{
    /// <summary>How much of an answer is kept.</summary>
    public const int MostKept = 256 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private int putOff;

    private readonly HttpMessageInvoker shared = transport.OpenInvoker();

    /// <summary>How often a request that is put off (429 with <c>Retry-After</c> up to 2 s) is sent again.</summary>
    public int MostWaits { get; init; }

    /// <summary>How many were.</summary>
    public int PutOff => putOff;

    /// <summary>The key in the way its header wants it; null until there is one.</summary>
    public string? Authorization { get; set; }

    /// <summary>The key of another account likewise; null where none is given.</summary>
    public string? SecondAuthorization { get; init; }

    /// <summary>Sends a request with the key.</summary>
    public Task<CheckAnswer> SendAsync(
        HttpMethod method,
        Uri address,
        CancellationToken cancellationToken,
        CheckBody? body = null,
        string? authorization = null,
        bool withKey = true,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null
    ) =>
        SendAsync(
            shared,
            method,
            address,
            body,
            withKey ? authorization ?? Authorization : authorization,
            headers,
            cancellationToken
        );

    /// <summary>The same over a connection that is opened for it.</summary>
    public async Task<CheckAnswer> SendOnNewAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        using var own = transport.OpenInvoker();
        return await SendAsync(own, method, address, null, Authorization, null, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => shared.Dispose();

    // A limit that says when it ends is kept, as a run keeps it: nothing else is to be learned of it.
    private async Task<CheckAnswer> SendAsync(
        HttpMessageInvoker invoker,
        HttpMethod method,
        Uri address,
        CheckBody? body,
        string? authorization,
        IReadOnlyList<KeyValuePair<string, string>>? headers,
        CancellationToken cancellationToken
    )
    {
        for (var waits = 0; ; waits++)
        {
            var answer = await SendOnceAsync(invoker, method, address, body, authorization, headers, cancellationToken);
            if (answer is not { Status: 429, RetryAfter: { } wait } || wait > LongestWait || waits >= MostWaits)
            {
                return answer;
            }

            Interlocked.Increment(ref putOff);
            await Task.Delay(wait, timeProvider, cancellationToken);
        }
    }

    private async Task<CheckAnswer> SendOnceAsync(
        HttpMessageInvoker invoker,
        HttpMethod method,
        Uri address,
        CheckBody? body,
        string? authorization,
        IReadOnlyList<KeyValuePair<string, string>>? headers,
        CancellationToken cancellationToken
    )
    {
        using var own = new CancellationTokenSource(limit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(own.Token, cancellationToken);
        List<KeyValuePair<string, string>> all = [.. options.Headers, .. headers ?? []];
        using var request = Request(method, address, body, authorization, all);
        var curl = Curl(method, address, body, authorization, all);
        var begin = timeProvider.GetTimestamp();
        try
        {
            using var response = await invoker.SendAsync(request, either.Token);
            var (bytes, length) = await ReadAsync(response.Content, either.Token);
            return new CheckAnswer
            {
                Curl = curl,
                Status = (int)response.StatusCode,
                Version = response.Version,
                Headers = response.Headers,
                ContentHeaders = response.Content.Headers,
                Body = Encoding.UTF8.GetString(bytes),
                Bytes = bytes,
                Length = length,
                Took = timeProvider.GetElapsedTime(begin),
                RetryAfter = RetryAfter.Read(response, timeProvider),
                Words = $"{(int)response.StatusCode}{Said(bytes)}",
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"no whole answer within {limit.TotalSeconds:0.#} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var cause = exception.GetBaseException();
            return Failed(
                transport.Redact((cause is SocketException socket ? LocalFault.Words(socket) : null) ?? cause.Message)!
            );
        }

        CheckAnswer Failed(string problem) =>
            new()
            {
                Curl = curl,
                Problem = problem,
                Took = timeProvider.GetElapsedTime(begin),
                Words = problem,
            };
    }

    private HttpRequestMessage Request(
        HttpMethod method,
        Uri address,
        CheckBody? body,
        string? authorization,
        IReadOnlyList<KeyValuePair<string, string>> headers
    )
    {
        var request = new HttpRequestMessage(method, address)
        {
            Version = options.HttpVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = body?.Make(),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (!request.Headers.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", "batch-load-test");
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation(options.Dialect.KeyHeader, authorization);
        }

        return request;
    }

    // The service's own words, as a failed request shows them.
    private string Said(byte[] body)
    {
        var words = transport.Redact(ErrorText.FromBody(body));
        return string.IsNullOrEmpty(words) ? "" : " " + words;
    }

    private static async Task<(byte[] Bytes, long Length)> ReadAsync(
        HttpContent content,
        CancellationToken cancellationToken
    )
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken);
        await using (stream)
        {
            using var kept = new MemoryStream();
            var buffer = new byte[16 * 1024];
            long length = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
                var wanted = (int)Math.Min(read, Math.Max(0, MostKept - kept.Length));
                await kept.WriteAsync(buffer.AsMemory(0, wanted), cancellationToken);
            }

            return (kept.ToArray(), length);
        }
    }

    // With the key as a variable: this stands in reports.
    private string Curl(
        HttpMethod method,
        Uri address,
        CheckBody? body,
        string? authorization,
        IReadOnlyList<KeyValuePair<string, string>> headers
    )
    {
        // With -X HEAD it would wait for a body.
        var line = new StringBuilder(method == HttpMethod.Head ? "curl -I" : "curl -i");
        if (method != HttpMethod.Get && method != HttpMethod.Head)
        {
            line.Append(" -X ").Append(method.Method);
        }

        line.Append(' ').Append(ShellWord.Of(address.ToString()));
        if (authorization is not null)
        {
            var shown = Hidden(
                Hidden(authorization, Authorization, "$API_KEY"),
                SecondAuthorization,
                "$SECOND_API_KEY"
            );
            line.Append(" -H \"")
                .Append(options.Dialect.KeyHeader)
                .Append(": ")
                .Append(transport.Redact(shown))
                .Append('"');
        }

        // Their values may be secrets, whatever they are called.
        foreach (var (name, _) in headers)
        {
            line.Append(" -H ").Append(ShellWord.Of($"{name}: …"));
        }

        if (body is not null)
        {
            line.Append(' ').Append(body.Curl);
        }

        return line.ToString();
    }

    // A key that a check made wrong itself is shown: it is what was tried.
    private string Hidden(string authorization, string? secret, string name)
    {
        var key = secret?[Math.Min(secret.Length, options.Dialect.KeyPrefix.Length)..];
        return string.IsNullOrEmpty(key) ? authorization : authorization.Replace(key, name, StringComparison.Ordinal);
    }
}
