namespace BatchLoadTest.Measurements;

/// <summary>What a step is called in every report.</summary>
/// <param name="Step">The step.</param>
/// <param name="Id">Short name, as thresholds and <c>metrics.json</c> use it, such as <c>upload</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Name">Request name as the predecessor reported it, such as <c>/ai/v1/files [upload]</c>.</param>
public sealed record StepName(Step Step, string Id, string Method, string Name);
