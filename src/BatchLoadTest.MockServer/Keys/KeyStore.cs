using System.Collections.Concurrent;

namespace BatchLoadTest.MockServer.Keys;

/// <summary>The keys that exist. A name is unique among them; a key that is deleted is refused at once.</summary>
internal sealed class KeyStore
{
    private const string Scheme = "Bearer ";

    /// <summary>The purpose that files and batches need.</summary>
    private const string Inference = "realtime";

    private readonly ConcurrentDictionary<string, IssuedKey> _bySecret = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IssuedKey> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IssuedKey> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IssuedKey>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly bool _checksPurpose;
    private readonly TimeProvider _time;
    private long _created;
    private long _deleted;

    public KeyStore(IReadOnlyList<string> secrets, bool checksPurpose, TimeProvider time)
    {
        _checksPurpose = checksPurpose;
        _time = time;
        _lookup = _bySecret.GetAlternateLookup<ReadOnlySpan<char>>();
        var now = time.GetUtcNow();
        foreach (var secret in secrets)
        {
            _bySecret[secret] = new IssuedKey
            {
                Id = secret,
                Name = secret,
                Secret = secret,
                CreatedAt = now,
                WorksFrom = now,
            };
        }
    }

    public MockKeyCounts Counts() =>
        new(Interlocked.Read(ref _created), Interlocked.Read(ref _deleted), _bySecret.Count);

    public void ResetCounts()
    {
        Interlocked.Exchange(ref _created, 0);
        Interlocked.Exchange(ref _deleted, 0);
    }

    /// <summary>False if a key of that name exists.</summary>
    public bool TryAdd(IssuedKey key)
    {
        if (!_byName.TryAdd(key.Name, key))
        {
            return false;
        }

        _byId[key.Id] = key;
        _bySecret[key.Secret] = key;
        Interlocked.Increment(ref _created);
        return true;
    }

    public bool TryDelete(string id)
    {
        if (!_byId.TryRemove(id, out var key))
        {
            return false;
        }

        _bySecret.TryRemove(key.Secret, out _);
        _byName.TryRemove(key.Name, out _);
        Interlocked.Increment(ref _deleted);
        return true;
    }

    /// <summary>The created keys, oldest first.</summary>
    public IReadOnlyList<IssuedKey> List() => [.. _byId.Values.OrderBy(key => key.CreatedAt)];

    /// <summary>Makes every key invalid, those from the options too, as when a service rotates its keys.</summary>
    public void RevokeAll()
    {
        _bySecret.Clear();
        _byId.Clear();
        _byName.Clear();
    }

    public KeyVerdict Check(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return KeyVerdict.Missing;
        }

        if (!_lookup.TryGetValue(authorization.AsSpan(Scheme.Length).Trim(), out var key))
        {
            return KeyVerdict.Unknown;
        }

        if (_checksPurpose && key.Purpose is not (null or Inference))
        {
            return KeyVerdict.WrongPurpose;
        }

        return _time.GetUtcNow() < key.WorksFrom ? KeyVerdict.NotYetActive : KeyVerdict.Good;
    }
}
