using BatchLoadTest.Thresholds;

namespace BatchLoadTest.NBomber;

/// <summary>What the NBomber engine has to know beside the plan.</summary>
public sealed record NBomberOptions
{
    /// <summary>The run's id, which names NBomber's session.</summary>
    public required string RunId { get; init; }

    /// <summary>NBomber's reports go to a folder in here; it exists.</summary>
    public required string ResultsDirectory { get; init; }

    /// <summary>Thresholds that NBomber shows a verdict for, as far as it can; its verdict decides nothing.</summary>
    public required IReadOnlyList<Threshold> Thresholds { get; init; }

    /// <summary>HTTP version whose connections NBomber's plugin watches.</summary>
    public required Version HttpVersion { get; init; }

    /// <summary>Arguments for NBomber's own command line. May hold secrets.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The licence key, a secret; null for none.</summary>
    public required string? LicenseKey { get; init; }

    /// <summary>Takes a line that a reader of the figures must know.</summary>
    public required Action<string> Notice { get; init; }

    /// <summary>Without the key and the arguments.</summary>
    public override string ToString() => $"NBomberOptions {{ RunId = {RunId} }}";
}
