using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Where the time of a step's requests went: of those that were answered. One writer.</summary>
public sealed class PhaseCounters
{
    // A request in which a phase took no time is not in it.
    private readonly LatencyHistogram[] phases = [.. RequestPhases.All.Select(_ => new LatencyHistogram())];

    /// <summary>Times of one phase.</summary>
    public LatencyHistogram this[RequestPhase phase] => phases[(int)phase];

    /// <summary>Counts one request that was answered.</summary>
    public void Add(in Measurement measurement)
    {
        var known = measurement.Phases;
        Record(RequestPhase.Blocked, known.Queued + known.StartDelay);
        Record(RequestPhase.Connecting, known.Connecting);
        Record(RequestPhase.Securing, known.Securing);
        Record(RequestPhase.Sending, known.Sending);
        Record(
            RequestPhase.Waiting,
            measurement.TimeToFirstByte - known.StartDelay - known.Connecting - known.Securing - known.Sending
        );
        Record(RequestPhase.Receiving, measurement.Latency - measurement.TimeToFirstByte);
    }

    /// <summary>Counts all that others have counted.</summary>
    public void Add(PhaseCounters other)
    {
        for (var phase = 0; phase < phases.Length; phase++)
        {
            phases[phase].Add(other.phases[phase]);
        }
    }

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        foreach (var phase in phases)
        {
            phase.Clear();
        }
    }

    /// <summary>As reports show them; empty where nobody looked (a journal of an earlier version).</summary>
    public IReadOnlyList<PhaseSummary> Summarise(long answered) =>
        phases.All(phase => phase.Count == 0)
            ? []
            : [.. RequestPhases.All.Select(phase => new PhaseSummary(phase, this[phase].Summarise(), answered))];

    private void Record(RequestPhase phase, TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            this[phase].Record(time);
        }
    }
}
