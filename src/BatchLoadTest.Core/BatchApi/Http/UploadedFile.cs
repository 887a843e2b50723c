namespace BatchLoadTest.BatchApi.Http;

/// <summary>A file object as a service answered it.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Bytes">Size as the service counts it; null where it does not say.</param>
public sealed record UploadedFile(string Id, long? Bytes)
{
    /// <summary>Whether the service still works on it, so that no batch can be made of it yet.</summary>
    public bool IsPending { get; init; }
}
