namespace BatchLoadTest.NBomber.Mapping;

/// <summary>
/// Users that all start at once share a number of iterations; NBomber's <c>IterationsForConstant</c>. It stands alone:
/// NBomber mixes it with no other simulation.
/// </summary>
/// <param name="Users">Users.</param>
/// <param name="Iterations">Iterations of all users together.</param>
internal sealed record ShareIterations(int Users, int Iterations) : PlannedSimulation;
