using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Authentication;

/// <summary>
/// The one API key of a run: created by the first user that needs it, shared by all. However many ask at once, one
/// creation runs and the others wait for it; it runs on the run's own token, so that the first user's cancellation
/// does not take it from the rest.
/// </summary>
public sealed partial class SharedApiKey(
    IApiKeySource source,
    TimeSpan activationGrace,
    TimeProvider timeProvider,
    ILogger logger,
    CancellationToken runToken
)
{
    private readonly Lock gate = new();
    private readonly List<ApiKey> obtained = [];
    private ApiKey? current;
    private Task<ApiKey>? pending;
    private bool renewed;
    private bool closed;

    /// <summary>The key; creates it when this is the first call.</summary>
    /// <exception cref="KeyRefusedException">The service gives none; every caller gets this.</exception>
    public ValueTask<ApiKey> GetAsync(CancellationToken cancellationToken)
    {
        var key = Volatile.Read(ref current);
        return key is not null ? ValueTask.FromResult(key) : new(ObtainOnceAsync().WaitAsync(cancellationToken));
    }

    /// <inheritdoc cref="IApiKeySource.Credential"/>
    public KeyCredential? Credential => source.Credential;

    /// <summary>
    /// Whether the service may still have to take notice of <paramref name="key"/>: it is new. Once it has worked it is
    /// known, which the caller looks at before it sends: another user's first success may overtake its answer.
    /// </summary>
    public bool IsNew(ApiKey key) => key.IsCreated && timeProvider.GetElapsedTime(key.CreatedAt) < activationGrace;

    /// <summary>
    /// Replaces a key that has worked and works no more: once in a run, by the first user to notice; the others wait
    /// and get the new one. Null where there is to be no other key.
    /// </summary>
    public async ValueTask<ApiKey?> RenewAsync(ApiKey refused, CancellationToken cancellationToken)
    {
        Task<ApiKey> renewal;
        lock (gate)
        {
            if (current is not null && !ReferenceEquals(current, refused))
            {
                // Somebody was faster.
                return current;
            }

            if (pending is null)
            {
                if (renewed || closed || !source.CanRenew || !refused.HasWorked)
                {
                    return null;
                }

                renewed = true;
                current = null;
                LogRenewing();
                pending = Task.Run(() => RenewAsync(refused), CancellationToken.None);
            }

            renewal = pending;
        }

        var key = await renewal.WaitAsync(cancellationToken);
        return ReferenceEquals(key, refused) ? null : key;
    }

    /// <summary>
    /// Deletes every key that this run created, one still being created included. Returns what could not be deleted, a
    /// line each. No key can be had afterwards.
    /// </summary>
    public async Task<IReadOnlyList<string>> DeleteAllAsync(CancellationToken cancellationToken)
    {
        Task<ApiKey>? unfinished;
        lock (gate)
        {
            closed = true;
            current = null;
            unfinished = pending;
        }

        if (unfinished is not null)
        {
            await Task.WhenAny(unfinished.WaitAsync(cancellationToken));
        }

        var problems = new List<string>();
        foreach (var key in Obtained())
        {
            if (key.IsCreated && await source.DeleteAsync(key, cancellationToken) is { } problem)
            {
                problems.Add($"{key} could not be deleted: {problem}");
            }
        }

        problems.AddRange(await source.DeleteLostAsync(cancellationToken));
        return problems;
    }

    /// <summary>Every key that the run has had so far.</summary>
    public IReadOnlyList<ApiKey> Obtained()
    {
        lock (gate)
        {
            return [.. obtained];
        }
    }

    private Task<ApiKey> ObtainOnceAsync()
    {
        lock (gate)
        {
            if (current is not null)
            {
                return Task.FromResult(current);
            }

            if (closed && pending is null)
            {
                return Task.FromException<ApiKey>(new OperationCanceledException("the run has ended"));
            }

            // A refusal stays: the second user must not try again what the first was refused.
            return pending ??= Task.Run(ObtainAsync, CancellationToken.None);
        }
    }

    private async Task<ApiKey> ObtainAsync()
    {
        var key = await source.ObtainAsync(runToken);
        lock (gate)
        {
            obtained.Add(key);
            current = closed ? null : key;
            pending = null;
        }

        return key;
    }

    // The run has measured something by now: without another key it goes on with failing requests rather than throw
    // that away. For those too who ask for the key meanwhile.
    private async Task<ApiKey> RenewAsync(ApiKey refused)
    {
        try
        {
            return await ObtainAsync();
        }
        catch (KeyRefusedException exception)
        {
            LogNotRenewed(exception.Message);
            lock (gate)
            {
                current = closed ? null : refused;
                pending = null;
            }

            return refused;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the API key is refused after it had worked; creating another")]
    private partial void LogRenewing();

    [LoggerMessage(Level = LogLevel.Error, Message = "the API key could not be renewed: {Problem}")]
    private partial void LogNotRenewed(string problem);
}
