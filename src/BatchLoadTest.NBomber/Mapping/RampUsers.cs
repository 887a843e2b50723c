namespace BatchLoadTest.NBomber.Mapping;

/// <summary>The number of users rises evenly; NBomber's <c>RampingConstant</c>.</summary>
/// <param name="Users">Users at the end.</param>
/// <param name="During">How long it takes; at least a second.</param>
internal sealed record RampUsers(int Users, TimeSpan During) : PlannedSimulation;
