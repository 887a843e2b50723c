namespace BatchLoadTest.Load;

/// <summary>The two ways in which a run is ended from outside.</summary>
/// <param name="StartNothingNew">First Ctrl-C or SIGTERM: what runs may finish within the stop time-out.</param>
/// <param name="Interrupt">Second Ctrl-C: what runs ends at once.</param>
public readonly record struct RunTokens(CancellationToken StartNothingNew, CancellationToken Interrupt);
