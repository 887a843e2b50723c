namespace BatchLoadTest.Measurements;

/// <summary>What a service estimates that a batch of a file will take and cost, before there is one.</summary>
/// <param name="Class">The class of the batches that are made of it, from 1; 0 where there are no classes.</param>
public sealed record CostEstimate(int Class)
{
    /// <summary>Rows of the file.</summary>
    public long? Rows { get; init; }

    /// <summary>Tokens of prompts.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>Tokens of answers.</summary>
    public long? CompletionTokens { get; init; }

    /// <summary>What that costs, in the service's own money.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Why the service has given none, without secrets; null where it has.</summary>
    public string? Problem { get; init; }
}
