namespace BatchLoadTest.Statistics;

/// <summary>A batch that ended after one that was due later; all by the service's stamps.</summary>
/// <param name="BatchId">Its id.</param>
/// <param name="Due">When it was due.</param>
/// <param name="DoneAt">When its last row was done.</param>
/// <param name="OtherId">The id of the other.</param>
/// <param name="OtherDue">When that was due.</param>
/// <param name="OtherDoneAt">When its last row was done.</param>
public sealed record Overtaking(
    string BatchId,
    DateTimeOffset Due,
    DateTimeOffset DoneAt,
    string OtherId,
    DateTimeOffset OtherDue,
    DateTimeOffset OtherDoneAt
);
