using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Exhibits;

/// <summary>A batch as one poll saw it.</summary>
/// <param name="Answer">The poll's answer.</param>
/// <param name="Batch">What it says.</param>
/// <param name="After">How long after the create request was answered.</param>
public sealed record BatchSight(CheckAnswer Answer, Batch Batch, TimeSpan After);
