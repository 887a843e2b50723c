using System.Collections.Concurrent;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Keys;

/// <summary>The keys that exist. A name is unique among them; a key that is deleted is refused at once.</summary>
internal sealed class KeyStore
{
    private const string Scheme = "Bearer ";

    /// <summary>The purpose that files and batches need.</summary>
    private const string Inference = "realtime";

    private readonly ConcurrentDictionary<string, IssuedKey> bySecret = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IssuedKey> byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IssuedKey> byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IssuedKey>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly bool checksPurpose;
    private readonly TimeProvider time;
    private long created;
    private long deleted;

    public KeyStore(IReadOnlyList<string> secrets, string? second, bool checksPurpose, TimeProvider time)
    {
        this.checksPurpose = checksPurpose;
        this.time = time;
        lookup = bySecret.GetAlternateLookup<ReadOnlySpan<char>>();
        var now = time.GetUtcNow();
        foreach (var secret in secrets)
        {
            bySecret[secret] = Given(secret, KeyOwner.First, now);
        }

        if (second is not null)
        {
            bySecret[second] = Given(second, KeyOwner.Second, now);
        }
    }

    public MockKeyCounts Counts() => new(Interlocked.Read(ref created), Interlocked.Read(ref deleted), bySecret.Count);

    public void ResetCounts()
    {
        Interlocked.Exchange(ref created, 0);
        Interlocked.Exchange(ref deleted, 0);
    }

    /// <summary>False if a key of that name exists.</summary>
    public bool TryAdd(IssuedKey key)
    {
        if (!byName.TryAdd(key.Name, key))
        {
            return false;
        }

        byId[key.Id] = key;
        bySecret[key.Secret] = key;
        Interlocked.Increment(ref created);
        return true;
    }

    public bool TryDelete(string id)
    {
        if (!byId.TryRemove(id, out var key))
        {
            return false;
        }

        bySecret.TryRemove(key.Secret, out _);
        byName.TryRemove(key.Name, out _);
        Interlocked.Increment(ref deleted);
        return true;
    }

    /// <summary>The created keys, oldest first.</summary>
    public IReadOnlyList<IssuedKey> List() => [.. byId.Values.OrderBy(key => key.CreatedAt)];

    /// <summary>Makes every key invalid, those from the options too, as when a service rotates its keys.</summary>
    public void RevokeAll()
    {
        bySecret.Clear();
        byId.Clear();
        byName.Clear();
    }

    /// <summary>What to think of a value of <c>Authorization</c>, and whose it is.</summary>
    public KeyVerdict Check(string? authorization, out KeyOwner owner)
    {
        owner = KeyOwner.First;
        return authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? KeyVerdict.Missing
            : CheckSecret(authorization.AsSpan(Scheme.Length), out owner);
    }

    /// <summary>What to think of a key alone, and whose it is.</summary>
    public KeyVerdict CheckSecret(ReadOnlySpan<char> secret, out KeyOwner owner)
    {
        owner = KeyOwner.First;
        if (secret.IsEmpty)
        {
            return KeyVerdict.Missing;
        }

        if (!lookup.TryGetValue(secret.Trim(), out var key))
        {
            return KeyVerdict.Unknown;
        }

        owner = key.Owner;

        if (checksPurpose && key.Purpose is not (null or Inference))
        {
            return KeyVerdict.WrongPurpose;
        }

        return time.GetUtcNow() < key.WorksFrom ? KeyVerdict.NotYetActive : KeyVerdict.Good;
    }

    private static IssuedKey Given(string secret, KeyOwner owner, DateTimeOffset now) =>
        new()
        {
            Id = secret,
            Name = secret,
            Secret = secret,
            Owner = owner,
            CreatedAt = now,
            WorksFrom = now,
        };
}
