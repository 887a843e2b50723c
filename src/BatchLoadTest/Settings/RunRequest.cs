namespace BatchLoadTest.Settings;

/// <summary>What the <c>run</c> command is asked to do: one of the two.</summary>
/// <param name="Run">A load test; null for a worker.</param>
/// <param name="Worker">A worker of a master's; null for a load test.</param>
internal sealed record RunRequest(RunSettings? Run, WorkerSettings? Worker);
