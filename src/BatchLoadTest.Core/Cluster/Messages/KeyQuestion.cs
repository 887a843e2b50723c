namespace BatchLoadTest.Cluster.Messages;

/// <summary>A worker needs the API key.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Refused">Number of the key, from 1, that worked and works no more; 0 for the first question.</param>
public sealed record KeyQuestion(string RunId, int Refused);
