namespace BatchLoadTest.NBomber.Mapping;

/// <summary>What came of one call of the scenario.</summary>
/// <param name="IsCounted">
/// Whether the iteration came to its own end; else it was cut off, or never began because the load is over, and belongs
/// in no figure.
/// </param>
/// <param name="Time">How long it took, without think time.</param>
internal readonly record struct EndOfIteration(bool IsCounted, TimeSpan Time);
