namespace BatchLoadTest.Load;

/// <summary>How one step of an iteration ended, in words that any engine can take.</summary>
/// <param name="Failed">Whether the step missed what it is for, with all its repeated requests.</param>
/// <param name="Code">HTTP status, kind of failure or end of the batch: <c>200</c>, <c>timeout</c>, <c>expired</c>.</param>
/// <param name="Latency">What the service took, without our own waits; null where the step's whole time counts.</param>
/// <param name="Bytes">Bytes of bodies, sent and received.</param>
/// <param name="Message">For a failure: the server's or the system's words, without secrets.</param>
public readonly record struct StepReport(bool Failed, string Code, TimeSpan? Latency, long Bytes, string? Message);
