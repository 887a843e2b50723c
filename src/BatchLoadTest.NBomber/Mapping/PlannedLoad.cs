namespace BatchLoadTest.NBomber.Mapping;

/// <summary>A load plan in NBomber's terms.</summary>
internal sealed record PlannedLoad
{
    /// <summary>One after the other.</summary>
    public required IReadOnlyList<PlannedSimulation> Simulations { get; init; }

    /// <summary>After this time nothing new starts; null where only the number of iterations ends the load.</summary>
    public required TimeSpan? Length { get; init; }

    /// <summary>
    /// Whether NBomber ends the load at <see cref="Length"/> by itself. With a number of iterations it knows no time, and
    /// has to be asked to end.
    /// </summary>
    public required bool EndsByItself { get; init; }

    /// <summary>
    /// How long NBomber waits for iterations that run at the end. It leaves what runs longer out of its figures, so this
    /// is longer than the stop time-out, at whose end we interrupt them.
    /// </summary>
    public required TimeSpan CompletionTimeout { get; init; }
}
