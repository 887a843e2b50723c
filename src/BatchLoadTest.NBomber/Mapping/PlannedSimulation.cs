namespace BatchLoadTest.NBomber.Mapping;

/// <summary>One of NBomber's load simulations, in plain words; one record for each kind in use.</summary>
internal abstract record PlannedSimulation;
