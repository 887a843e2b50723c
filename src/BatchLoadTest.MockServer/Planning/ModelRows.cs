namespace BatchLoadTest.MockServer.Planning;

/// <summary>Rows of a batch that are for one model.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Rows">How many; at least 1.</param>
public readonly record struct ModelRows(string Model, int Rows);
