using System.Text;

namespace BatchLoadTest.Authentication;

/// <summary>Creates keys with HTTP Basic, the predecessor's way.</summary>
public sealed class BasicKeySource(KeyEndpoint endpoint, KeyOptions options) : IApiKeySource
{
    private readonly KeyCredential credential = new(
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}")),
        Cookie: null
    );

    /// <inheritdoc/>
    public bool CanRenew => true;

    /// <inheritdoc/>
    public KeyCredential? Credential => credential;

    /// <inheritdoc/>
    public Task<ApiKey> ObtainAsync(CancellationToken cancellationToken) =>
        endpoint.CreateAsync(credential, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken) =>
        endpoint.DeleteAsync(key, credential, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DeleteLostAsync(CancellationToken cancellationToken) =>
        endpoint.DeleteLostAsync(credential, cancellationToken);
}
