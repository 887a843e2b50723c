using System.Diagnostics;
using System.Net.Http;
using System.Runtime.CompilerServices;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Sends one request after the other for one virtual user, times each and classifies its end once. Never throws for
/// what the network or the server does.
/// </summary>
public sealed class ApiConnection : IDisposable
{
    private readonly HttpMessageInvoker? invoker;
    private readonly bool ownsInvoker;
    private readonly BatchApiOptions options;
    private readonly TimeProvider timeProvider;
    private readonly SecretRedactor redactor;
    private readonly SemaphoreSlim? gate;
    private readonly RequestTimer timer;
    private readonly ProxyOfRun? proxy;
    private readonly CookieJar? cookies;
    private readonly string? ownCookies;
    private readonly IdentityReader identities;

    internal ApiConnection(
        HttpMessageInvoker? invoker,
        bool ownsInvoker,
        BatchApiOptions options,
        TimeProvider timeProvider,
        SecretRedactor redactor,
        SemaphoreSlim? gate,
        CancellationToken interrupt,
        RequestActivity? activity = null,
        ProxyOfRun? proxy = null,
        CookieJar? cookies = null
    )
    {
        Activity = activity;
        this.invoker = invoker;
        this.ownsInvoker = ownsInvoker;
        this.options = options;
        this.timeProvider = timeProvider;
        this.redactor = redactor;
        this.gate = gate;
        this.proxy = proxy;
        this.cookies = cookies;
        ownCookies = options
            .Headers.Where(IsCookie)
            .Select(header => header.Value)
            .Aggregate((string?)null, CookieHeader.Join);
        identities = new IdentityReader(options.IdHeaders, redactor);
        Interrupt = interrupt;
        timer = new RequestTimer(timeProvider, interrupt);
    }

    /// <summary>Where others see what it waits for; null where nobody looks.</summary>
    public RequestActivity? Activity { get; }

    /// <summary>Clock of its times.</summary>
    internal TimeProvider TimeProvider => timeProvider;

    /// <summary>Its place among connections of which there are too few for all; null where it has its own for good.</summary>
    internal ConnectionSlot? Slot { get; init; }

    /// <summary>Tells of time-outs and latencies whether this program stood still; null where nobody watches.</summary>
    internal ProcessPauses? Pauses { get; init; }

    /// <summary>
    /// The trace of the requests that follow, and the span of the next one; what is empty is made up for each request.
    /// </summary>
    public ActivityContext Span { get; set; }

    /// <summary>Ends the request that is under way: the run does not wait any longer.</summary>
    public CancellationToken Interrupt { get; }

    /// <summary>Sends a request whose answer is one JSON value.</summary>
    public ValueTask<ApiResponse<T>> SendAsync<T>(ApiRequest request, JsonBody<T> parse)
        where T : class => SendAsync(request, new JsonBodyReader<T>(parse));

    /// <summary>Sends a request whose answer is read piece by piece and never held whole.</summary>
    public ValueTask<ApiResponse<T>> DownloadAsync<T>(ApiRequest request, T consumer)
        where T : class, IContentConsumer =>
        SendAsync(
            request,
            new DownloadBodyReader<T>(consumer, options.Dialect.IncompleteHeader, options.Dialect.LastLineHeader)
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        Activity?.Recorded();
        Slot?.Dispose();
        if (ownsInvoker)
        {
            invoker?.Dispose();
        }
    }

    // Not async where nobody has to wait for a connection: each async layer costs an object and two passes a request.
    internal ValueTask<ApiResponse<T>> SendAsync<T>(in ApiRequest request, BodyReader<T> reader)
        where T : class
    {
        var message = CreateMessage(request, timeProvider.GetTimestamp());
        return gate is null && Slot is null ? ExchangeAsync(message, reader) : ExchangeInTurnAsync(message, reader);
    }

    private async ValueTask<ApiResponse<T>> ExchangeInTurnAsync<T>(TimedRequest message, BodyReader<T> reader)
        where T : class
    {
        try
        {
            await TakeTurnAsync();
        }
        catch (OperationCanceledException)
        {
            message.Dispose();
            return new(
                Outcome.Interrupted,
                Status: 0,
                Value: null,
                Detail: null,
                RetryAfter: null,
                message.IntendedStart,
                message.IntendedStart,
                Latency: default,
                TimeToFirstByte: default,
                BytesSent: 0,
                BytesReceived: 0
            )
            {
                WasNeverSent = true,
            };
        }

        try
        {
            return await ExchangeAsync(message, reader);
        }
        finally
        {
            Slot?.GiveBack();
            gate?.Release();
        }
    }

    private ValueTask TakeTurnAsync() => Slot?.TakeAsync(Interrupt) ?? new ValueTask(gate!.WaitAsync(Interrupt));

    // Pooled: awaited once, and one of these runs for every request.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ApiResponse<T>> ExchangeAsync<T>(TimedRequest message, BodyReader<T> reader)
        where T : class
    {
        using var ended = message;
        var token = timer.Start(TimeoutOf(message));
        message.Begin(timeProvider.GetTimestamp());
        Activity?.Begin(message.Start);
        var isIdleEnd = false;
        (Outcome Outcome, string? Detail) ending;
        TimeSpan? retryAfter = null;
        ErrorBodyReader<T>? errorReader = null;
        try
        {
            using var response = await FollowAsync(reader, message, await SendMessageAsync(message, token), token);
            message.Answered(response, timeProvider.GetTimestamp());
            Activity?.Received(message.FirstByte);
            if (!response.IsSuccessStatusCode)
            {
                errorReader = new ErrorBodyReader<T> { Redirects = reader.Redirects };
                retryAfter = RetryAfter.Read(response, timeProvider);
                ending = await ReadErrorAsync(response, errorReader, token);
            }
            else
            {
                using var body = await OpenAsync(reader, response, token);
                ending = await reader.ReadAsync(response, body, token);
            }
        }
        catch (Exception exception)
        {
            // Everything: what the stack throws ends this request, not the run.
            ending = Placed(Classify(exception, message.Status != 0, TimeoutOf(message)), reader.RedirectedTo);
            isIdleEnd = FailureClassifier.MetIdleEnd(exception, message.Status != 0);
        }

        // Anything but a GET might take effect twice.
        var mayBeSentAgain = isIdleEnd && message.Method == HttpMethod.Get;
        return ToResponse(message, reader, errorReader, ending, retryAfter, mayBeSentAgain);
    }

    private ApiResponse<T> ToResponse<T>(
        TimedRequest message,
        BodyReader<T> reader,
        ErrorBodyReader<T>? errorReader,
        (Outcome Outcome, string? Detail) ending,
        TimeSpan? retryAfter,
        bool mayBeSentAgain
    )
        where T : class
    {
        var (start, end) = (message.Start, timeProvider.GetTimestamp());
        ending = OwnFaultOf(message.Content) ?? ending;
        var latency = timeProvider.GetElapsedTime(start, end);
        return new(
            ending.Outcome,
            message.Status,
            ending.Outcome == Outcome.Success ? reader.Value : null,
            ending.Detail is null ? null : ErrorText.OneLine(redactor.Redact(Hide(ending.Detail, message))),
            retryAfter,
            message.IntendedStart,
            start,
            latency,
            timeProvider.GetElapsedTime(start, message.FirstByte),
            message.Status == 0 ? 0 : message.Length,
            reader.OnWire + (errorReader?.OnWire ?? 0)
        )
        {
            Refusal =
                ending.Outcome == Outcome.HttpStatus ? options.Dialect.RefusalOf(message.Status, ending.Detail) : null,
            Redirects = reader.Redirects,
            BytesUnpacked = reader.Unpacked + (errorReader?.Unpacked ?? 0),
            // Without a gate nobody waits: what is between is this program's own few microseconds.
            Phases = message.Phases(timeProvider, isQueued: gate is not null || Slot is not null),
            Identity = IsToBeFound(ending.Outcome, latency) ? identities.Read(message, latency) : null,
            Idle = timeProvider.GetElapsedTime(Activity?.End() ?? start, end),
            IsLatencyDoubtful = Pauses?.HasPausedSince(start, end) == true,
            MayBeSentAgain = mayBeSentAgain,
        };
    }

    private bool IsToBeFound(Outcome outcome, TimeSpan latency) =>
        outcome.IsFailure()
        || outcome.IsOwnFault()
        // Somebody traces it.
        || Span.SpanId != default
        || Activity?.IsSlow(latency) == true;

    // Whatever the service said to it: what was sent is not what was checked.
    private (Outcome Outcome, string? Detail)? OwnFaultOf(HttpContent? content) =>
        !Interrupt.IsCancellationRequested && content is UploadContent upload && upload.Change() is { } change
            ? (Outcome.ThisMachine, change)
            : null;

    private TimeSpan TimeoutOf(HttpRequestMessage message) =>
        message.Content is UploadContent ? options.UploadTimeout ?? options.Timeout : options.Timeout;

    private async ValueTask<HttpResponseMessage> SendMessageAsync(HttpRequestMessage message, CancellationToken token)
    {
        while (true)
        {
            try
            {
                var response = await (Slot?.Invoker ?? invoker!).SendAsync(message, token);
                cookies?.Keep(response, message.RequestUri!);
                return response;
            }
            catch (HttpRequestException exception) when (exception.InnerException is ConnectionUsedUpException)
            {
                // Of no interest to anyone: nothing was sent, and the next try gets another connection.
            }
        }
    }

    // The last answer, of whatever kind; those before it are disposed of.
    private async ValueTask<HttpResponseMessage> FollowAsync<T>(
        BodyReader<T> reader,
        HttpRequestMessage message,
        HttpResponseMessage response,
        CancellationToken token
    )
        where T : class
    {
        if (!reader.FollowsRedirects || message.Method != HttpMethod.Get)
        {
            return response;
        }

        while (reader.Redirects < Redirect.Max && Redirect.TargetOf(response, message.RequestUri!) is { } target)
        {
            // Gives its connection back; where it is the only one, the next request waits for it.
            response.Dispose();
            reader.Redirects++;
            reader.RedirectedTo = target;
            message = Redirect.Follow(message, target);
            if (proxy?.AuthorizationFor(target) is { } authorization)
            {
                message.Headers.Remove("Proxy-Authorization");
                message.Headers.TryAddWithoutValidation("Proxy-Authorization", authorization);
            }

            if (cookies?.For(target) is { } kept)
            {
                message.Headers.Remove("Cookie");
                message.Headers.TryAddWithoutValidation("Cookie", CookieHeader.Join(ownCookies, kept));
            }

            response = await SendMessageAsync(message, token);
        }

        return response;
    }

    private async ValueTask<(Outcome Outcome, string? Detail)> ReadErrorAsync<T>(
        HttpResponseMessage response,
        ErrorBodyReader<T> reader,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            using var body = await OpenAsync(reader, response, cancellationToken);
            return await reader.ReadAsync(response, body, cancellationToken);
        }
        catch (UnknownEncodingException exception)
        {
            return (Outcome.HttpStatus, $"{response.ReasonPhrase}; {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or BrokenEncodingException)
        {
            // The status is the answer; that its words broke off changes nothing.
            return (Outcome.HttpStatus, response.ReasonPhrase);
        }
    }

    private async ValueTask<Stream> OpenAsync<T>(
        BodyReader<T> reader,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var body = BodyDecoding.Open(
            response,
            await response.Content.ReadAsStreamAsync(cancellationToken),
            out var wire
        );
        reader.Wire = wire;
        reader.Activity = Activity;
        return body;
    }

    private (Outcome Outcome, string? Detail) Classify(Exception exception, bool headersReceived, TimeSpan timeout)
    {
        if (exception is BrokenEncodingException broken)
        {
            return (broken.IsCut ? Outcome.TruncatedBody : Outcome.MalformedBody, broken.Message);
        }

        if (exception is OperationCanceledException)
        {
            return Interrupt.IsCancellationRequested ? (Outcome.Interrupted, null) : TimedOut(timeout);
        }

        var outcome = FailureClassifier.Classify(exception, headersReceived);
        if (FailureClassifier.Words(exception) is { } words)
        {
            return (outcome, words);
        }

        // What stands inside: the stack's own words are "an error occurred" and "see inner exception".
        var cause = exception.GetBaseException();
        return (outcome, outcome == Outcome.Other ? $"{cause.GetType().Name}: {cause.Message}" : cause.Message);
    }

    // Whose refusal it is, where that is not the service.
    private static (Outcome Outcome, string? Detail) Placed((Outcome Outcome, string? Detail) ending, Uri? elsewhere) =>
        ending.Detail is null || elsewhere is null
            ? ending
            : (ending.Outcome, $"after a redirect to {elsewhere.Scheme}://{elsewhere.Authority}: {ending.Detail}");

    // After a pause of this program all time-outs are over at once, and answers that came meanwhile are not read yet.
    private (Outcome Outcome, string? Detail) TimedOut(TimeSpan timeout)
    {
        var words = $"no complete answer within {timeout.TotalSeconds:0.###} s";
        return Pauses?.IsNow() == true
            ? (Outcome.DoubtfulTimeout, $"{words}, but this program itself stood still just then")
            : (Outcome.TimedOut, words);
    }

    private TimedRequest CreateMessage(in ApiRequest request, long intendedStart)
    {
        var message = new TimedRequest(request.Method, request.Uri, intendedStart)
        {
            Version = options.HttpVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request.Content,
        };
        var headers = message.Headers;
        headers.TryAddWithoutValidation("User-Agent", "batch-load-test");
        if (request.Authorization is not null)
        {
            headers.TryAddWithoutValidation(request.KeyHeader, request.Authorization);
        }

        if (options.AcceptEncoding is not null)
        {
            headers.TryAddWithoutValidation("Accept-Encoding", options.AcceptEncoding);
        }

        if (proxy?.AuthorizationFor(request.Uri) is { } proxyAuthorization)
        {
            headers.TryAddWithoutValidation("Proxy-Authorization", proxyAuthorization);
        }

        if (options.SendsTraceHeaders)
        {
            TraceHeaders.Add(headers, Span);
        }

        foreach (var header in options.Headers)
        {
            if (!IsCookie(header))
            {
                SetHeader(message, header.Key, header.Value);
            }
        }

        // The person's own first; of one name, theirs alone.
        var sent = CookieHeader.Join(ownCookies, CookieHeader.Join(request.Cookie, cookies?.For(request.Uri)));
        if (sent is not null)
        {
            headers.TryAddWithoutValidation("Cookie", sent);
        }

        return message;
    }

    private static bool IsCookie(KeyValuePair<string, string> header) =>
        header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase);

    private string Hide(string words, HttpRequestMessage message) => cookies?.Hide(words, message.RequestUri!) ?? words;

    // The person's header wins over ours of the same name. .NET keeps those about the body with the body.
    private static void SetHeader(HttpRequestMessage message, string name, string value)
    {
        if (message.Headers.TryAddWithoutValidation(name, value))
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }
        else if (message.Content is { } content && content.Headers.TryAddWithoutValidation(name, value))
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
