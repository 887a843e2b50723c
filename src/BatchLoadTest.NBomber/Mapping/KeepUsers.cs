namespace BatchLoadTest.NBomber.Mapping;

/// <summary>The number of users stays; NBomber's <c>KeepConstant</c>.</summary>
/// <param name="Users">Users.</param>
/// <param name="During">For how long; at least a second.</param>
internal sealed record KeepUsers(int Users, TimeSpan During) : PlannedSimulation;
