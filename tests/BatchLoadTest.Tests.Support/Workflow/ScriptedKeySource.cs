using BatchLoadTest.Authentication;

namespace BatchLoadTest.Tests.Support.Workflow;

/// <summary>Hands out keys as a test says and counts.</summary>
internal sealed class ScriptedKeySource(Func<int, CancellationToken, Task<ApiKey>> obtain) : IApiKeySource
{
    private readonly List<string> deleted = [];
    private int obtained;

    public int Obtained => Volatile.Read(ref obtained);

    public IReadOnlyList<string> Deleted => deleted;

    public bool CanRenew { get; init; } = true;

    /// <summary>What a deletion says; null is success.</summary>
    public string? DeletionProblem { get; init; }

    /// <summary>Keys <c>sk-1</c>, <c>sk-2</c> … with the ids <c>key-1</c>, <c>key-2</c> …, created now.</summary>
    public static ScriptedKeySource Creating(TimeProvider timeProvider) =>
        new((number, _) => Task.FromResult(Key(number, timeProvider)));

    public static ApiKey Key(int number, TimeProvider timeProvider) =>
        ApiKey.Created($"sk-{number}", $"key-{number}", timeProvider.GetTimestamp());

    public Task<ApiKey> ObtainAsync(CancellationToken cancellationToken) =>
        obtain(Interlocked.Increment(ref obtained), cancellationToken);

    public Task<string?> DeleteAsync(ApiKey key, CancellationToken cancellationToken)
    {
        deleted.Add(key.Id ?? "");
        return Task.FromResult(DeletionProblem);
    }
}
