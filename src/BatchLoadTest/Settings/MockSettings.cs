using BatchLoadTest.MockServer.Options;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Settings;

/// <summary>How the mock server behaves, alone or inside a run. Holds secrets: never print it.</summary>
public sealed record MockSettings
{
    /// <summary>Addresses to listen on; port 0 picks a free one.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>The service that it behaves like.</summary>
    public MockFlavour Flavour { get; init; }

    /// <summary>Time from the creation of a batch to its end.</summary>
    public TimeSpan BatchDuration { get; init; }

    /// <summary>Added to every answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Up to this much more, at random.</summary>
    public TimeSpan LatencyJitter { get; init; }

    /// <summary>Share of requests answered with an error of the server, 0 to 1.</summary>
    public double FailRate { get; init; }

    /// <summary>Share of a batch's rows that fail, 0 to 1.</summary>
    public double RowFailRate { get; init; }

    /// <summary>Share of a batch's other rows answered with a status other than 2xx, 0 to 1.</summary>
    public double OutputErrorRate { get; init; }

    /// <summary>Share of batches that expire, 0 to 1.</summary>
    public double ExpireRate { get; init; }

    /// <summary>Share of batches that fail, 0 to 1.</summary>
    public double BatchFailRate { get; init; }

    /// <summary>What it does wrong.</summary>
    public MockMisbehaviourSettings Misbehaviour { get; init; } = new();

    /// <summary>Requests per second before 429; 0 means no limit.</summary>
    public int RateLimit { get; init; }

    /// <summary>What a 429 asks the client to wait.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>User that may create keys.</summary>
    public required string Username { get; init; }

    /// <summary>Password of <see cref="Username"/>.</summary>
    public required string Password { get; init; }

    /// <summary>Keys that are accepted without having been created.</summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>How long a new key is refused.</summary>
    public TimeSpan KeyActivationDelay { get; init; }

    /// <inheritdoc cref="MockServer.MockServerOptions.Freezes"/>
    public IReadOnlyList<MockServer.Options.FreezePlan> Freezes { get; init; } = [];

    /// <summary>Largest upload, in bytes; null means the flavour's own limit.</summary>
    public long? MaxFileBytes { get; init; }

    /// <summary>How long files are kept.</summary>
    public TimeSpan FileLife { get; init; }

    /// <summary>Speak HTTP/2 without TLS instead of HTTP/1.1.</summary>
    public bool Http2 { get; init; }

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; }

    /// <summary>Where large uploads are kept; null means the system's folder for temporary files.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Least level of log lines.</summary>
    public LogLevel LogLevel { get; init; }

    /// <summary>Only the addresses: a record's generated text would print the secrets.</summary>
    public override string ToString() => $"MockSettings {{ Urls = {string.Join(';', Urls)} }}";
}
