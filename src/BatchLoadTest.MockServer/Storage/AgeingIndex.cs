using System.Diagnostics.CodeAnalysis;

namespace BatchLoadTest.MockServer.Storage;

/// <summary>
/// Things by id that are also in the order in which they came, so that the oldest can be dropped and the newest
/// listed. One lock over a dictionary and a list: each is held for some tens of nanoseconds. Of what is removed only the
/// places of the last few stay, so that whoever reads a list page by page goes on behind one that is gone meanwhile.
/// </summary>
internal sealed class AgeingIndex<T>
    where T : class
{
    private const int MostGone = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<T>> byId = new(StringComparer.Ordinal);
    private readonly LinkedList<T> byAge = new();
    private readonly Dictionary<string, long> placesOfGone = new(StringComparer.Ordinal);
    private readonly Queue<string> gone = new();
    private readonly Func<T, string> idOf;
    private readonly Func<T, long> placeOf;

    /// <summary>Nothing is in it yet.</summary>
    /// <param name="idOf">A thing's id.</param>
    /// <param name="placeOf">Its place in the order: numbers given one by one, before it is added.</param>
    public AgeingIndex(Func<T, string> idOf, Func<T, long> placeOf) => (this.idOf, this.placeOf) = (idOf, placeOf);

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
            // Of two that come at one time the later number may be added first.
            var before = byAge.Last;
            while (before is not null && placeOf(before.Value) > placeOf(item))
            {
                before = before.Previous;
            }

            byId.Add(idOf(item), before is null ? byAge.AddFirst(item) : byAge.AddAfter(before, item));
        }
    }

    /// <summary>The place of a thing, also of one of the last that were removed; null for one that nobody knows.</summary>
    public long? PlaceOf(string id)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out var node) ? placeOf(node.Value)
                : placesOfGone.TryGetValue(id, out var place) ? place
                : null;
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
                Remember(item);
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
                Remember(item);
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

    private void Remember(T item)
    {
        if (placesOfGone.TryAdd(idOf(item), placeOf(item)))
        {
            gone.Enqueue(idOf(item));
        }

        if (gone.Count > MostGone)
        {
            placesOfGone.Remove(gone.Dequeue());
        }
    }
}
