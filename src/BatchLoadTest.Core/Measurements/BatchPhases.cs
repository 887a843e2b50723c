namespace BatchLoadTest.Measurements;

/// <summary>
/// The phases of a batch by the service's own time stamps. Those are whole seconds on every service known, so a phase is
/// right to ±1 s; one whose stamps are absent, or go backwards, is null.
/// </summary>
/// <param name="Queued">Created to work begun.</param>
/// <param name="Running">Work begun to last row done (or to the end, where the service gives no such stamp).</param>
/// <param name="Finalizing">Last row done to the end.</param>
/// <param name="ObservationLag">
/// The end to the answer that showed it, both by the service's clock; at most about one poll interval.
/// </param>
public readonly record struct BatchPhases(
    TimeSpan? Queued,
    TimeSpan? Running,
    TimeSpan? Finalizing,
    TimeSpan? ObservationLag
);
