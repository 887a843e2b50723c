using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Authentication;

/// <summary>The key source of the process that creates the key for several.</summary>
/// <param name="source">Creates and deletes it.</param>
/// <param name="exchange">Where the others find it.</param>
/// <param name="redactor">Keeps one that was not created here out of every text.</param>
/// <param name="timeProvider">For the age of that one.</param>
/// <param name="prefix">What stands before that one in its header.</param>
public sealed class SharingKeySource(
    IApiKeySource source,
    KeyExchange exchange,
    SecretRedactor redactor,
    TimeProvider timeProvider,
    string prefix = ApiKey.UsualPrefix
) : IApiKeySource
{
    /// <summary>No: the others would go on with the first key.</summary>
    public bool CanRenew => false;

    /// <summary>The key that an earlier start of this process has left, or a new one.</summary>
    /// <exception cref="KeyRefusedException">The service gives none, or it cannot be shared.</exception>
    public async Task<ApiKey> ObtainAsync(CancellationToken cancellationToken)
    {
        if (exchange.Inherited is { } inherited)
        {
            redactor.Add(inherited.Key);
            return inherited.ToApiKey(timeProvider, prefix);
        }

        try
        {
            var key = await source.ObtainAsync(cancellationToken);
            try
            {
                exchange.Publish(key.Secret!, key.Id);
            }
            catch (KeyRefusedException)
            {
                // Nobody else would delete it: the caller never sees this key.
                await source.DeleteAsync(key, cancellationToken);
                throw;
            }

            return key;
        }
        catch (KeyRefusedException exception)
        {
            exchange.Refuse(exception.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken) =>
        source.DeleteAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DeleteLostAsync(CancellationToken cancellationToken) =>
        source.DeleteLostAsync(cancellationToken);
}
