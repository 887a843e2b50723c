namespace BatchLoadTest.Authentication;

/// <summary>The key source of the process that creates the key for several.</summary>
/// <param name="source">Creates and deletes it.</param>
/// <param name="exchange">Where the others find it.</param>
public sealed class SharingKeySource(IApiKeySource source, KeyExchange exchange) : IApiKeySource
{
    /// <summary>No: the others would go on with the first key.</summary>
    public bool CanRenew => false;

    /// <inheritdoc/>
    public async Task<ApiKey> ObtainAsync(CancellationToken cancellationToken)
    {
        try
        {
            var key = await source.ObtainAsync(cancellationToken);
            try
            {
                exchange.Publish(key.Authorization!["Bearer ".Length..]);
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
}
