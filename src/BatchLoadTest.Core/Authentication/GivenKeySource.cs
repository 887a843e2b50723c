namespace BatchLoadTest.Authentication;

/// <summary>The key that the person brought, or none at all. Nothing is created or deleted.</summary>
public sealed class GivenKeySource(string? apiKey, string prefix = ApiKey.UsualPrefix) : IApiKeySource
{
    private readonly ApiKey key = ApiKey.Given(apiKey, prefix);

    /// <inheritdoc/>
    public bool CanRenew => false;

    /// <inheritdoc/>
    public Task<ApiKey> ObtainAsync(CancellationToken cancellationToken) => Task.FromResult(key);

    /// <inheritdoc/>
    public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
