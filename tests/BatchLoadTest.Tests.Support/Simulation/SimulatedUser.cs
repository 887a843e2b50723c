using BatchLoadTest.Measurements;

namespace BatchLoadTest.Tests.Support.Simulation;

/// <summary>What one user of a <see cref="SimulatedTest"/> met; times are seconds from the run's start.</summary>
internal sealed class SimulatedUser(double begin)
{
    public double Begin => begin;

    public double End { get; set; }

    public List<(double End, Measurement Measurement)> Requests { get; } = [];

    public List<(double End, BatchRecord Record)> Batches { get; } = [];
}
