using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Keys;

/// <summary>An API key.</summary>
internal sealed record IssuedKey
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The key itself, as the client sends it.</summary>
    public required string Secret { get; init; }

    /// <summary><c>realtime</c> or <c>platform</c>; null works for everything.</summary>
    public string? Purpose { get; init; }

    public double? RequestsPerSecond { get; init; }

    public int? BurstSize { get; init; }

    /// <summary>Whose it is.</summary>
    public KeyOwner Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until then it is refused.</summary>
    public required DateTimeOffset WorksFrom { get; init; }
}
