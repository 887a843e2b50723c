using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Authentication;

/// <summary>The key source of a process that uses the key that another one created and will delete.</summary>
/// <param name="exchange">Where it is found.</param>
/// <param name="redactor">Keeps it out of every text.</param>
/// <param name="timeProvider">For the moment of its creation.</param>
public sealed class TakenKeySource(KeyExchange exchange, SecretRedactor redactor, TimeProvider timeProvider)
    : IApiKeySource
{
    /// <inheritdoc/>
    public bool CanRenew => false;

    /// <summary>
    /// Waits for the key. It counts as created just now: the service may not have taken notice of it yet.
    /// </summary>
    public async Task<ApiKey> ObtainAsync(CancellationToken cancellationToken)
    {
        var key = await exchange.TakeAsync(cancellationToken);
        redactor.Add(key);
        return ApiKey.Created(key, id: null, timeProvider.GetTimestamp());
    }

    /// <summary>Deletes nothing: that is for the process that created it.</summary>
    public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
