using BatchLoadTest.Load;

namespace BatchLoadTest.Views;

/// <summary>What is shown to a person once, before the load starts.</summary>
public sealed record RunViewHeader
{
    /// <summary>Unique name of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Version { get; init; }

    /// <summary>Address of the target.</summary>
    public required string Host { get; init; }

    /// <summary>Which dialect is spoken, and how it came to that; null where it is not known.</summary>
    public string? Dialect { get; init; }

    /// <summary>Whether the target is the mock server started inside.</summary>
    public bool MockInside { get; init; }

    /// <summary>The proxy on the way there and where it was given, without user and password; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>The load asked for.</summary>
    public required LoadPlan Plan { get; init; }

    /// <summary>Path of the data file, or words for generated data.</summary>
    public required string Data { get; init; }

    /// <summary>Requests in it.</summary>
    public required long DataRequests { get; init; }

    /// <summary>Its size.</summary>
    public required long DataBytes { get; init; }

    /// <summary>What will be sent at most; null where that is not said.</summary>
    public string? Most { get; init; }

    /// <summary>The thresholds as they were given; may be empty.</summary>
    public required IReadOnlyList<string> Thresholds { get; init; }
}
