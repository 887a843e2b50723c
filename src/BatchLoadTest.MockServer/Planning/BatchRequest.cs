namespace BatchLoadTest.MockServer.Planning;

/// <summary>What a client asked for when it created a batch.</summary>
/// <param name="InputFileId">The file with its rows.</param>
/// <param name="Endpoint">What its rows ask.</param>
/// <param name="CompletionWindow">How long it may take, as it was written.</param>
/// <param name="Window">How long that is.</param>
/// <param name="Metadata">What comes back with it.</param>
internal sealed record BatchRequest(
    string InputFileId,
    string Endpoint,
    string CompletionWindow,
    TimeSpan Window,
    IReadOnlyList<KeyValuePair<string, string>>? Metadata
);
