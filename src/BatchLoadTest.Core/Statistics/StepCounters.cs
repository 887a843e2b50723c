using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What is counted of one step: of an interval, or of a whole run. One writer.</summary>
public sealed class StepCounters
{
    /// <summary>A request on which nothing moved for so long stands still.</summary>
    public static readonly TimeSpan Standstill = TimeSpan.FromSeconds(1);

    /// <summary>Time to the last byte of the answer, of every request that ended but <see cref="DoubtfulLatencies"/>.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Time to the answer's headers, of every request that got any but <see cref="DoubtfulLatencies"/>.</summary>
    public LatencyHistogram TimeToFirstByte { get; } = new();

    /// <summary>Latencies of those that failed, which are in <see cref="Latency"/> too.</summary>
    public LatencyHistogram Failed { get; } = new();

    /// <summary>Where the time of those in <see cref="TimeToFirstByte"/> went.</summary>
    public PhaseCounters Phases { get; } = new();

    /// <summary>Requests that ended, failed ones included, interrupted ones not.</summary>
    public long Requests => Latency.Count + DoubtfulLatencies;

    /// <summary>Requests among them that this program stood still in: in every count, and in no latency.</summary>
    public long DoubtfulLatencies { get; set; }

    /// <summary>Failed requests among them.</summary>
    public long Failures { get; set; }

    /// <summary>
    /// Those among <see cref="Failures"/> that the service refused for a reason, indexed by <see cref="Refusal"/>; null
    /// where a journal does not tell.
    /// </summary>
    public long[]? Refused { get; set; } = new long[Refusals.Count];

    /// <summary>Requests among them that a new key was not yet admitted for.</summary>
    public long KeyPending { get; set; }

    /// <summary>Requests among them that met the end of an idle connection and were sent once more.</summary>
    public long Resent { get; set; }

    /// <summary>Requests cut off by the end of the run; in no other figure but <see cref="Starts"/>.</summary>
    public long Interrupted { get; set; }

    /// <summary>
    /// Ages of those among <see cref="Interrupted"/> on which no byte had moved for <see cref="Standstill"/> when they were
    /// cut off.
    /// </summary>
    public LatencyHistogram Stalled { get; } = new();

    /// <summary>The longest time of a request that succeeded; zero without any.</summary>
    public TimeSpan LargestSuccess { get; set; }

    /// <summary>Bytes of request bodies.</summary>
    public long BytesSent { get; set; }

    /// <summary>Redirects followed, which are no requests of their own.</summary>
    public long Redirects { get; set; }

    /// <summary>How many bytes more response bodies had once decoded; 0 where none was encoded.</summary>
    public long BytesUnpacked { get; set; }

    /// <summary>Bytes of response bodies on the wire.</summary>
    public long BytesReceived { get; set; }

    /// <summary>In which seconds they began; of an interval, not of a whole run.</summary>
    public StartGroups Starts { get; } = new();

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => Requests == 0 && Interrupted == 0;

    /// <summary>Counts one request.</summary>
    public void Add(in Measurement measurement)
    {
        if (measurement.Outcome == Outcome.Interrupted)
        {
            Interrupted++;
            if (measurement.Idle >= Standstill)
            {
                Stalled.Record(measurement.Latency);
            }

            return;
        }

        BytesSent += measurement.BytesSent;
        BytesReceived += measurement.BytesReceived;
        BytesUnpacked += measurement.BytesUnpacked;
        Redirects += measurement.Redirects;
        AddTimes(measurement);
        if (measurement.Outcome == Outcome.KeyPending)
        {
            KeyPending++;
        }
        else if (measurement.Outcome == Outcome.Resent)
        {
            Resent++;
        }
        else if (measurement.Outcome.IsFailure())
        {
            Failures++;
            if (Refused is not null && Refusals.Of(measurement) is { } refusal)
            {
                Refused[(int)refusal]++;
            }
        }
    }

    private void AddTimes(in Measurement measurement)
    {
        if (measurement.IsLatencyDoubtful)
        {
            DoubtfulLatencies++;
            return;
        }

        Latency.Record(measurement.Latency);
        if (measurement.Outcome.IsFailure())
        {
            Failed.Record(measurement.Latency);
        }

        if (measurement.Status != 0)
        {
            TimeToFirstByte.Record(measurement.TimeToFirstByte);
            Phases.Add(measurement);
        }

        if (measurement.Outcome == Outcome.Success && measurement.Latency > LargestSuccess)
        {
            LargestSuccess = measurement.Latency;
        }
    }

    /// <summary>Counts all that others have counted; nothing is lost by it but <see cref="Starts"/>.</summary>
    public void Add(StepCounters other)
    {
        Latency.Add(other.Latency);
        Failed.Add(other.Failed);
        DoubtfulLatencies += other.DoubtfulLatencies;
        TimeToFirstByte.Add(other.TimeToFirstByte);
        Phases.Add(other.Phases);
        Failures += other.Failures;
        AddRefused(other.Refused);
        KeyPending += other.KeyPending;
        Resent += other.Resent;
        Interrupted += other.Interrupted;
        Stalled.Add(other.Stalled);
        LargestSuccess = other.LargestSuccess > LargestSuccess ? other.LargestSuccess : LargestSuccess;
        BytesSent += other.BytesSent;
        BytesReceived += other.BytesReceived;
        BytesUnpacked += other.BytesUnpacked;
        Redirects += other.Redirects;
    }

    // Where one does not tell, the sum cannot.
    private void AddRefused(long[]? other)
    {
        if (other is null || Refused is null)
        {
            Refused = null;
            return;
        }

        for (var kind = 0; kind < Refused.Length; kind++)
        {
            Refused[kind] += other[kind];
        }
    }

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        Starts.Clear();
        Latency.Clear();
        Failed.Clear();
        DoubtfulLatencies = 0;
        TimeToFirstByte.Clear();
        Phases.Clear();
        Failures = 0;
        Refused ??= new long[Refusals.Count];
        Array.Clear(Refused);
        KeyPending = 0;
        Resent = 0;
        Interrupted = 0;
        Stalled.Clear();
        LargestSuccess = TimeSpan.Zero;
        BytesSent = 0;
        BytesReceived = 0;
        BytesUnpacked = 0;
        Redirects = 0;
    }
}
