using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Where a batch is going: changed as a whole, so that nobody sees one half of a change.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Cancelled">When somebody cancelled it; null for not.</param>
internal sealed record BatchCourse(BatchPlan Plan, DateTimeOffset? Cancelled);
