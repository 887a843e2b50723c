using System.Diagnostics.CodeAnalysis;

namespace BatchLoadTest.MockServer.Storage;

/// <summary>
/// Things by id that are also in the order in which they came, so that the oldest can be dropped and the newest
/// listed. One lock over a dictionary and a list: each is held for some tens of nanoseconds, and an id that is removed
/// leaves nothing behind.
/// </summary>
internal sealed class AgeingIndex<T>
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<T>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<T> _byAge = new();
    private readonly Func<T, string> _idOf;

    public AgeingIndex(Func<T, string> idOf) => _idOf = idOf;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byId.Count;
            }
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            _byId.Add(_idOf(item), _byAge.AddLast(item));
        }
    }

    public bool TryGet(string id, [MaybeNullWhen(false)] out T item)
    {
        lock (_lock)
        {
            item = _byId.TryGetValue(id, out var node) ? node.Value : null;
        }

        return item is not null;
    }

    /// <summary>Removes it; false if it is not there any more, so that of several callers one does what follows.</summary>
    public bool TryRemove(string id, [MaybeNullWhen(false)] out T item)
    {
        lock (_lock)
        {
            item = null;
            if (_byId.Remove(id, out var node))
            {
                _byAge.Remove(node);
                item = node.Value;
            }
        }

        return item is not null;
    }

    /// <summary>Removes the oldest if it is ripe.</summary>
    public bool TryRemoveOldest(Func<T, bool> isRipe, [MaybeNullWhen(false)] out T item)
    {
        lock (_lock)
        {
            item = null;
            if (_byAge.First is { } oldest && isRipe(oldest.Value))
            {
                item = oldest.Value;
                _byAge.Remove(oldest);
                _byId.Remove(_idOf(item));
            }
        }

        return item is not null;
    }

    /// <summary>At most so many of those that match, from one end.</summary>
    public List<T> Take(int limit, bool oldestFirst, Func<T, bool> matches)
    {
        var found = new List<T>();
        lock (_lock)
        {
            var node = oldestFirst ? _byAge.First : _byAge.Last;
            while (node is not null && found.Count < limit)
            {
                if (matches(node.Value))
                {
                    found.Add(node.Value);
                }

                node = oldestFirst ? node.Next : node.Previous;
            }
        }

        return found;
    }

    /// <summary>Folds over all of them.</summary>
    public void ForEach(Action<T> action)
    {
        lock (_lock)
        {
            foreach (var item in _byAge)
            {
                action(item);
            }
        }
    }
}
