using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What came of asking that uploads expire.</summary>
public sealed record ExpirySummary
{
    /// <summary>Nobody asked.</summary>
    public static ExpirySummary None { get; } = new();

    /// <summary>Uploads by what came of it, indexed by <see cref="ExpiryVerdict"/>.</summary>
    public IReadOnlyList<long> Verdicts { get; init; } = new long[ExpiryVerdicts.Count];

    /// <summary>Batches whose input expired while they ran.</summary>
    public long Batches { get; init; }

    /// <summary>Some of the uploads that expire at another time, or that are still there.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>How many uploads it became so of.</summary>
    public long this[ExpiryVerdict verdict] => Verdicts[(int)verdict];

    /// <summary>Uploads of which is known what the service says of their expiry.</summary>
    public long Uploads => this[ExpiryVerdict.Agreed] + this[ExpiryVerdict.Wrong] + this[ExpiryVerdict.Unsaid];

    /// <summary>Those that were asked for after it.</summary>
    public long Looked => this[ExpiryVerdict.Gone] + this[ExpiryVerdict.Kept];

    /// <summary>Whether anybody asked.</summary>
    public bool WasAsked => Verdicts.Sum() > 0;
}
