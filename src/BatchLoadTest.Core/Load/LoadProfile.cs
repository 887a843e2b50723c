namespace BatchLoadTest.Load;

/// <summary>The shape of the load over time; one record for each shape.</summary>
public abstract record LoadProfile;
