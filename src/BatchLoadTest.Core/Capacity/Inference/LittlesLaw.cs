namespace BatchLoadTest.Capacity.Inference;

/// <summary>Little's law, L = λW: whether what was counted in flight agrees with what was timed.</summary>
/// <param name="InFlight">L: rows in flight, their mean over time.</param>
/// <param name="PerSecond">λ: rows ended a second.</param>
/// <param name="Seconds">W: from creating a batch to its end, the mean.</param>
public sealed record LittlesLaw(double InFlight, double PerSecond, double Seconds)
{
    /// <summary>Beyond this the two differ by more than the edges of a level explain.</summary>
    public const double Tolerance = 0.1;

    /// <summary>λW: what would be in flight by the times.</summary>
    public double Expected => PerSecond * Seconds;

    /// <summary>Whether they agree within <see cref="Tolerance"/> of the larger.</summary>
    public bool Holds => Math.Abs(InFlight - Expected) <= Tolerance * Math.Max(InFlight, Expected);
}
