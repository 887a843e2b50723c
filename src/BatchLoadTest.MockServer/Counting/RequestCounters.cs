namespace BatchLoadTest.MockServer.Counting;

/// <summary>Counts requests, answers and bytes with one interlocked addition each, since it runs on every request.</summary>
internal sealed class RequestCounters
{
    /// <summary>Statuses from 0 (no answer) to 599.</summary>
    private const int StatusSlots = 600;

    private readonly long[] requests = new long[RequestKinds.Names.Length];
    private readonly long[] statuses = new long[RequestKinds.Names.Length * StatusSlots];
    private long received;
    private long sent;
    private long inFlight;
    private long maxInFlight;

    public void Started(RequestKind kind)
    {
        Interlocked.Increment(ref requests[(int)kind]);
        var now = Interlocked.Increment(ref inFlight);
        var highest = Interlocked.Read(ref maxInFlight);
        while (now > highest)
        {
            var seen = Interlocked.CompareExchange(ref maxInFlight, now, highest);
            if (seen == highest)
            {
                break;
            }

            highest = seen;
        }
    }

    public void Answered(RequestKind kind, int status) =>
        Interlocked.Increment(ref statuses[((int)kind * StatusSlots) + status]);

    public void Ended() => Interlocked.Decrement(ref inFlight);

    public void Received(long bytes) => Interlocked.Add(ref received, bytes);

    public void Sent(long bytes) => Interlocked.Add(ref sent, bytes);

    /// <summary>Back to zero; requests under way stay in flight and are counted when they are answered.</summary>
    public void Reset()
    {
        Array.Clear(requests);
        Array.Clear(statuses);
        Interlocked.Exchange(ref received, 0);
        Interlocked.Exchange(ref sent, 0);
        Interlocked.Exchange(ref maxInFlight, Interlocked.Read(ref inFlight));
    }

    public MockCounts Snapshot(MockKeyCounts keys, BatchFigures batches)
    {
        var byKind = new Dictionary<string, long>(StringComparer.Ordinal);
        var statusesByKind = new Dictionary<string, IReadOnlyDictionary<int, long>>(StringComparer.Ordinal);
        for (var kind = 0; kind < requests.Length; kind++)
        {
            byKind[RequestKinds.Names[kind]] = Interlocked.Read(ref requests[kind]);
            var ofKind = StatusesOf(kind);
            if (ofKind.Count > 0)
            {
                statusesByKind[RequestKinds.Names[kind]] = ofKind;
            }
        }

        return new MockCounts
        {
            Requests = byKind,
            Statuses = statusesByKind,
            Keys = keys,
            Batches = batches.Batches,
            Rows = batches.Rows,
            Windows = batches.Windows,
            Tokens = batches.Tokens,
            Defects = batches.Defects,
            Bytes = new MockByteCounts(Interlocked.Read(ref received), Interlocked.Read(ref sent)),
            MaxConcurrent = Interlocked.Read(ref maxInFlight),
        };
    }

    private Dictionary<int, long> StatusesOf(int kind)
    {
        var found = new Dictionary<int, long>();
        for (var status = 0; status < StatusSlots; status++)
        {
            var count = Interlocked.Read(ref statuses[(kind * StatusSlots) + status]);
            if (count > 0)
            {
                found[status] = count;
            }
        }

        return found;
    }
}
