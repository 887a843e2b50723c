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
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<T>> byId = new(StringComparer.Ordinal);
    private readonly LinkedList<T> byAge = new();
    private readonly Func<T, string> idOf;

    public AgeingIndex(Func<T, string> idOf) => this.idOf = idOf;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return byId.Count;
            }
        }
    }

    public void Add(T item)
    {
        lock (gate)
        {
            byId.Add(idOf(item), byAge.AddLast(item));
        }
    }

    public bool TryGet(string id, [MaybeNullWhen(false)] out T item)
    {
        lock (gate)
        {
            item = byId.TryGetValue(id, out var node) ? node.Value : null;
        }

        return item is not null;
    }

    /// <summary>Removes it; false if it is not there any more, so that of several callers one does what follows.</summary>
    public bool TryRemove(string id, [MaybeNullWhen(false)] out T item)
    {
        lock (gate)
        {
            item = null;
            if (byId.Remove(id, out var node))
            {
                byAge.Remove(node);
                item = node.Value;
            }
        }

        return item is not null;
    }

    /// <summary>Removes the oldest if it is ripe.</summary>
    public bool TryRemoveOldest(Func<T, bool> isRipe, [MaybeNullWhen(false)] out T item)
    {
        lock (gate)
        {
            item = null;
            if (byAge.First is { } oldest && isRipe(oldest.Value))
            {
                item = oldest.Value;
                byAge.Remove(oldest);
                byId.Remove(idOf(item));
            }
        }

        return item is not null;
    }

    /// <summary>At most so many of those that match, from one end.</summary>
    public List<T> Take(int limit, bool oldestFirst, Func<T, bool> matches)
    {
        var found = new List<T>();
        lock (gate)
        {
            var node = oldestFirst ? byAge.First : byAge.Last;
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
}
