namespace BatchLoadTest.Cluster;

/// <summary>How far a worker is with its part of a run.</summary>
/// <param name="Sequence">Number of its last second.</param>
/// <param name="Begun">Iterations begun by then.</param>
/// <param name="Ended">Iterations ended by then.</param>
public readonly record struct WorkerPosition(long Sequence, long Begun, long Ended);
