namespace BatchLoadTest.Authentication;

/// <summary>A way to come by an API key. The caller sees to it that there is one call at a time.</summary>
public interface IApiKeySource
{
    /// <summary>Whether a second key can be had when the first stops working.</summary>
    bool CanRenew { get; }

    /// <summary>What proves to the service's own pages who we are; null where there is none, or none yet.</summary>
    KeyCredential? Credential => null;

    /// <summary>Gets a key.</summary>
    /// <exception cref="KeyRefusedException">The service gives none; the message has its words.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    Task<ApiKey> ObtainAsync(CancellationToken cancellationToken);

    /// <summary>Deletes a key that this source created. Returns null, or why it could not.</summary>
    Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes keys whose creation was sent and not answered, where they are found. Returns what may have been left, a
    /// line each.
    /// </summary>
    Task<IReadOnlyList<string>> DeleteLostAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}
