namespace BatchLoadTest.MockServer.Counting;

/// <summary>Counts requests, answers and bytes with one interlocked addition each, since it runs on every request.</summary>
internal sealed class RequestCounters
{
    /// <summary>Statuses from 0 (no answer) to 599.</summary>
    private const int StatusSlots = 600;

    private readonly long[] _requests = new long[RequestKinds.Names.Length];
    private readonly long[] _statuses = new long[RequestKinds.Names.Length * StatusSlots];
    private long _received;
    private long _sent;
    private long _inFlight;
    private long _maxInFlight;

    public void Started(RequestKind kind)
    {
        Interlocked.Increment(ref _requests[(int)kind]);
        var inFlight = Interlocked.Increment(ref _inFlight);
        var highest = Interlocked.Read(ref _maxInFlight);
        while (inFlight > highest)
        {
            var seen = Interlocked.CompareExchange(ref _maxInFlight, inFlight, highest);
            if (seen == highest)
            {
                break;
            }

            highest = seen;
        }
    }

    public void Answered(RequestKind kind, int status) =>
        Interlocked.Increment(ref _statuses[((int)kind * StatusSlots) + status]);

    public void Ended() => Interlocked.Decrement(ref _inFlight);

    public void Received(long bytes) => Interlocked.Add(ref _received, bytes);

    public void Sent(long bytes) => Interlocked.Add(ref _sent, bytes);

    /// <summary>Back to zero; requests under way stay in flight and are counted when they are answered.</summary>
    public void Reset()
    {
        Array.Clear(_requests);
        Array.Clear(_statuses);
        Interlocked.Exchange(ref _received, 0);
        Interlocked.Exchange(ref _sent, 0);
        Interlocked.Exchange(ref _maxInFlight, Interlocked.Read(ref _inFlight));
    }

    public MockCounts Snapshot(
        MockKeyCounts keys,
        MockBatchCounts batches,
        MockRowCounts rows,
        MockDefectCounts defects
    )
    {
        var requests = new Dictionary<string, long>(StringComparer.Ordinal);
        var statuses = new Dictionary<string, IReadOnlyDictionary<int, long>>(StringComparer.Ordinal);
        for (var kind = 0; kind < _requests.Length; kind++)
        {
            requests[RequestKinds.Names[kind]] = Interlocked.Read(ref _requests[kind]);
            var ofKind = StatusesOf(kind);
            if (ofKind.Count > 0)
            {
                statuses[RequestKinds.Names[kind]] = ofKind;
            }
        }

        return new MockCounts
        {
            Requests = requests,
            Statuses = statuses,
            Keys = keys,
            Batches = batches,
            Rows = rows,
            Defects = defects,
            Bytes = new MockByteCounts(Interlocked.Read(ref _received), Interlocked.Read(ref _sent)),
            MaxConcurrent = Interlocked.Read(ref _maxInFlight),
        };
    }

    private Dictionary<int, long> StatusesOf(int kind)
    {
        var found = new Dictionary<int, long>();
        for (var status = 0; status < StatusSlots; status++)
        {
            var count = Interlocked.Read(ref _statuses[(kind * StatusSlots) + status]);
            if (count > 0)
            {
                found[status] = count;
            }
        }

        return found;
    }
}
