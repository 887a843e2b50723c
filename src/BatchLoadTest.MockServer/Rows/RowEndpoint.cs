namespace BatchLoadTest.MockServer.Rows;

/// <summary>Which of the service's endpoints a row asks, in the order of <see cref="RowRules.Urls"/>.</summary>
internal enum RowEndpoint
{
    ChatCompletions,
    Completions,
    Embeddings,
    Responses,
    Messages,
}
