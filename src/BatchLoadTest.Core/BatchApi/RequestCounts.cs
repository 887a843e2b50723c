namespace BatchLoadTest.BatchApi;

/// <summary>The service's own count of a batch's rows.</summary>
public readonly record struct RequestCounts(long Total, long Completed, long Failed);
