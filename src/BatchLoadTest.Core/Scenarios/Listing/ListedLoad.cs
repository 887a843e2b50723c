using BatchLoadTest.Load;

namespace BatchLoadTest.Scenarios.Listing;

/// <summary>What whoever reads lists has to know of the load.</summary>
/// <param name="Start">When it begins, the warm-up included, as a time stamp.</param>
/// <param name="WarmUp">How long it warms up.</param>
/// <param name="Part">What of it is this process's now.</param>
/// <param name="Progress">Says when nothing new is to start.</param>
public sealed record ListedLoad(long Start, TimeSpan WarmUp, Func<LoadPart> Part, LoadProgress Progress);
