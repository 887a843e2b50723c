using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Reading;

namespace BatchLoadTest.Settings;

/// <summary>A class of batches as it was asked for.</summary>
public sealed record ClassSettings
{
    /// <summary>Its name; no other class has it.</summary>
    public required string Name { get; init; }

    /// <summary>How often it is taken, in relation to the others; of a rate, the rate.</summary>
    public required double Weight { get; init; }

    /// <summary>What is uploaded.</summary>
    public required DataSettings Data { get; init; }

    /// <summary>The completion window.</summary>
    public required string CompletionWindow { get; init; }

    /// <summary>When output is read; null for that of the run.</summary>
    public ReadMode? Read { get; init; }

    /// <summary>Which batches are cancelled; null for those of the run.</summary>
    public CancelPlan? Cancel { get; init; }

    /// <summary>Which inputs are deleted; null for those of the run.</summary>
    public DeletePlan? DeleteInput { get; init; }

    /// <summary>The endpoint asked for; null for that of the data file.</summary>
    public string? Endpoint { get; init; }
}
