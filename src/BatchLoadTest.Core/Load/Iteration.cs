namespace BatchLoadTest.Load;

/// <summary>
/// One pass of a virtual user through the scenario. Handles every failure of the service itself: an exception is a
/// fault of this program and ends the run.
/// </summary>
/// <param name="context">Who runs it and when it was meant to start.</param>
/// <param name="interrupt">Cancelled when the run waits no longer.</param>
public delegate ValueTask<IterationResult> Iteration(IterationContext context, CancellationToken interrupt);
