namespace BatchLoadTest.Load;

/// <summary>What an engine gives an iteration.</summary>
/// <param name="User">The virtual user, from 1.</param>
/// <param name="IntendedStart">
/// Time stamp at which the iteration was meant to start. With a closed load it is the moment it does; with an arrival
/// rate latency counts from here.
/// </param>
/// <param name="Random">The user's own seeded source of choices.</param>
/// <param name="Steps">Runs each step, for an engine that wants to see them; null where steps simply run.</param>
public readonly record struct IterationContext(int User, long IntendedStart, Random Random, IStepFrame? Steps = null);
