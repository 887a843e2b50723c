using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Reading;

namespace BatchLoadTest.Scenarios;

/// <summary>A kind of batches that users make: what they upload, and what they ask for it.</summary>
public sealed record BatchClass
{
    /// <summary>From 1; 0 where there are no classes and all batches are of this one.</summary>
    public int Number { get; init; }

    /// <summary>Its name; empty where there are no classes.</summary>
    public string Name { get; init; } = "";

    /// <summary>How often it is taken, in relation to the others; above 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What is uploaded.</summary>
    public required IRequestData Data { get; init; }

    /// <summary>The model that its rows name instead of their own; null where they keep it.</summary>
    public string? Model { get; init; }

    /// <summary>Endpoint named when the batch is created.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Completion window asked for, in the service's words.</summary>
    public required string CompletionWindow { get; init; }

    /// <summary>When output is read; null where the run says.</summary>
    public ReadMode? Read { get; init; }

    /// <summary>Which batches are cancelled; null where the run says.</summary>
    public CancelPlan? Cancel { get; init; }

    /// <summary>Of which batches the input is deleted; null where the run says.</summary>
    public DeletePlan? DeleteInput { get; init; }

    /// <summary>Metadata of every batch, besides <c>test_run</c> and <c>user</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];
}
