using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Exhibits;

/// <summary>A batch, and a list that it is in.</summary>
/// <param name="Id">The batch.</param>
/// <param name="Answer">The list.</param>
/// <param name="Page">What is in it.</param>
public sealed record ListedBatch(string Id, CheckAnswer Answer, ListPage Page);
