namespace BatchLoadTest.Measurements;

/// <summary>What there is to know of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Id">Short name, as thresholds and <c>metrics.json</c> use it, such as <c>upload</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">
/// Request name, below the API's base unless <paramref name="IsUnderApiBase"/> says otherwise: <c>/files [upload]</c>.
/// </param>
public sealed record StepDefinition(Step Step, string Id, string Method, string Path)
{
    /// <summary>Whether its address begins with the API's base, such as <c>/ai/v1</c>.</summary>
    public bool IsUnderApiBase { get; init; } = true;

    /// <summary>Whether it is a request of the load, and not of what comes before it, such as creating a key.</summary>
    public bool IsLoad { get; init; } = true;

    /// <summary>
    /// Whether it waits between requests, so that the whole step takes longer than its answers: an engine that measures
    /// steps sees the batch's turnaround.
    /// </summary>
    public bool Waits { get; init; }

    /// <summary>Whether it is one of several requests that a workflow's step may consist of.</summary>
    public bool IsPart { get; init; }
}
