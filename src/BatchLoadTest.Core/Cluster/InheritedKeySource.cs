using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>
/// The key source of a master that was started in place of another one: the first key is the one that workers have, which
/// this one deletes as if it had created it.
/// </summary>
/// <param name="own">Creates further ones, and deletes.</param>
/// <param name="inherited">What the first worker that came back has; null where none has a key.</param>
/// <param name="names">Names of keys that the other master may have left at the service.</param>
/// <param name="account">Holds them.</param>
/// <param name="redactor">Keeps the key out of every text.</param>
/// <param name="timeProvider">For its age.</param>
/// <param name="prefix">What stands before it in its header.</param>
public sealed class InheritedKeySource(
    IApiKeySource own,
    Task<KeyAnswer?> inherited,
    IReadOnlyList<string> names,
    KeyAccount account,
    SecretRedactor redactor,
    TimeProvider timeProvider,
    string prefix = ApiKey.UsualPrefix
) : IApiKeySource
{
    private bool wasAsked;

    /// <inheritdoc/>
    public bool CanRenew => own.CanRenew;

    /// <inheritdoc/>
    public async Task<ApiKey> ObtainAsync(CancellationToken cancellationToken)
    {
        if (!wasAsked)
        {
            wasAsked = true;
            if (await inherited.WaitAsync(cancellationToken) is { Secret: { } secret, IsCreated: true } key)
            {
                redactor.Add(secret);
                var name = names.Count > 0 ? names[^1] : null;
                if (name is not null)
                {
                    // It is known again, and deleted as such.
                    account.Created(name);
                }

                return ApiKey.Created(secret, key.Id, key.CreatedAt(timeProvider), name, prefix);
            }
        }

        return await own.ObtainAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken) =>
        own.DeleteAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> DeleteLostAsync(CancellationToken cancellationToken) =>
        own.DeleteLostAsync(cancellationToken);
}
