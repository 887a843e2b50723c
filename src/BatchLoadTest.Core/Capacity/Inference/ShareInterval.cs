namespace BatchLoadTest.Capacity.Inference;

/// <summary>A share and how far it may be off.</summary>
/// <param name="Value">The share, 1 being all.</param>
/// <param name="Lower">What it is at least.</param>
/// <param name="Upper">What it is at most.</param>
public sealed record ShareInterval(double Value, double Lower, double Upper);
