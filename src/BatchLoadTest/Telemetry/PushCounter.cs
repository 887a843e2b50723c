namespace BatchLoadTest.Telemetry;

/// <summary>Counts what the collector did not take: the exporter keeps that to itself.</summary>
internal sealed class PushCounter : DelegatingHandler
{
    private long all;
    private long failed;
    private string? lastProblem;

    /// <summary>Pushes over the usual way.</summary>
    public PushCounter()
        : base(new SocketsHttpHandler()) { }

    /// <summary>Pushes.</summary>
    public long All => Interlocked.Read(ref all);

    /// <summary>Those that were not taken.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>Why the last one of these was not.</summary>
    public string? LastProblem => Volatile.Read(ref lastProblem);

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref all);
        try
        {
            return Noted(base.Send(request, cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Note(exception.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Interlocked.Increment(ref all);
        try
        {
            return Noted(await base.SendAsync(request, cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Note(exception.Message);
            throw;
        }
    }

    private HttpResponseMessage Noted(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            Note($"HTTP {(int)response.StatusCode}");
        }

        return response;
    }

    private void Note(string problem)
    {
        Interlocked.Increment(ref failed);
        Volatile.Write(ref lastProblem, problem);
    }
}
