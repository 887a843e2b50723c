using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Authentication;

/// <summary>The key source of a process that uses the key that another one created and will delete.</summary>
/// <param name="exchange">Where it is found.</param>
/// <param name="redactor">Keeps it out of every text.</param>
/// <param name="timeProvider">For its age.</param>
/// <param name="prefix">What stands before it in its header.</param>
public sealed class TakenKeySource(
    KeyExchange exchange,
    SecretRedactor redactor,
    TimeProvider timeProvider,
    string prefix = ApiKey.UsualPrefix
) : IApiKeySource
{
    /// <inheritdoc/>
    public bool CanRenew => false;

    /// <summary>Waits for the key. It is as old as it is: the service may have taken notice of it long since.</summary>
    /// <exception cref="KeyRefusedException">There is none, or nobody left it.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ApiKey> ObtainAsync(CancellationToken cancellationToken)
    {
        var key = await exchange.TakeAsync(cancellationToken);
        redactor.Add(key.Key);
        return key.ToApiKey(timeProvider, prefix);
    }

    /// <summary>Deletes nothing: that is for the process that created it.</summary>
    public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
