namespace BatchLoadTest.BatchApi.Http;

/// <summary>A file object as a service answered it.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Bytes">Size as the service counts it; null where it does not say.</param>
public sealed record UploadedFile(string Id, long? Bytes)
{
    /// <summary>Whether the service still works on it, so that no batch can be made of it yet.</summary>
    public bool IsPending { get; init; }

    /// <summary>When it was created; null where the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it expires; null where the service does not say.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
