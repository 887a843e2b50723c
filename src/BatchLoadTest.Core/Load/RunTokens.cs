namespace BatchLoadTest.Load;

/// <summary>The two ways in which a run is ended from outside, and how it is changed.</summary>
/// <param name="StartNothingNew">First Ctrl-C or SIGTERM: what runs may finish within the stop time-out.</param>
/// <param name="Interrupt">Second Ctrl-C: what runs ends at once.</param>
/// <param name="Control">How the load is changed while it runs; null where nobody can.</param>
public readonly record struct RunTokens(
    CancellationToken StartNothingNew,
    CancellationToken Interrupt,
    LoadControl? Control = null
);
