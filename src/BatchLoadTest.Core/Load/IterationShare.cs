namespace BatchLoadTest.Load;

/// <summary>
/// How many iterations one of several processes may begin. What one of them gives up another one gets, so that the plan's
/// number is begun, and no more.
/// </summary>
/// <param name="Number">Rises with each share that this process is given.</param>
/// <param name="Most">Iterations that it may begin in the whole run, without those of the warm-up.</param>
/// <param name="IsFinal">Whether it gets no further ones: who has begun all of them is done, and waits for none.</param>
public sealed record IterationShare(long Number, long Most, bool IsFinal = false);
