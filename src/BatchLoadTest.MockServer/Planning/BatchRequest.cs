namespace BatchLoadTest.MockServer.Planning;

/// <summary>What a client asked for when it created a batch.</summary>
internal sealed record BatchRequest(
    string InputFileId,
    string Endpoint,
    string CompletionWindow,
    IReadOnlyList<KeyValuePair<string, string>>? Metadata
);
