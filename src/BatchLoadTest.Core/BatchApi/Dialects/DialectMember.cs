namespace BatchLoadTest.BatchApi.Dialects;

/// <summary>A member of a batch that a service calls otherwise than OpenAI does.</summary>
/// <param name="Name">The service's name for it.</param>
/// <param name="Meaning">What it is.</param>
public readonly record struct DialectMember(string Name, BatchMember Meaning);
