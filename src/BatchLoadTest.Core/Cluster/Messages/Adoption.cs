using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster.Messages;

/// <summary>A batch in flight of a worker that is lost, for another one to go on with.</summary>
/// <param name="Number">Rises with each that is given to anybody: a worker takes each once.</param>
/// <param name="Batch">The batch.</param>
public sealed record Adoption(long Number, OpenBatch Batch);
